using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>How a kernel walks one dimension of an image: which values it computes, and what each of them sums.</summary>
/// <param name="Outputs">The number of values.</param>
/// <param name="OutputFirst">The first of them in the output.</param>
/// <param name="OutputStep">The distance between two of them in the output.</param>
/// <param name="Taps">The places of the window that they sum.</param>
/// <param name="TapFirst">The first of those places as the weight is stored.</param>
/// <param name="TapStep">The distance between two of those places in the weight.</param>
/// <param name="InputFirst">The value of the input that the first place of the first output reads.</param>
/// <param name="InputStep">The distance in the input between two outputs.</param>
/// <param name="Dilation">The distance in the input between two places.</param>
internal readonly record struct AxisWalk(
    int Outputs,
    int OutputFirst,
    int OutputStep,
    int Taps,
    int TapFirst,
    int TapStep,
    int InputFirst,
    int InputStep,
    int Dilation
)
{
    /// <summary>How far the walk reaches before the input.</summary>
    public int Before => Math.Max(0, -InputFirst);

    /// <summary>How far the walk reaches beyond an input of a number of values.</summary>
    public int After(int inputs) => Math.Max(0, InputFirst + ((Outputs - 1) * InputStep) + (Math.Max(0, Taps - 1) * Dilation) + 1 - inputs);

    /// <summary>The walk of a convolution.</summary>
    public static AxisWalk Forward(WindowAxis axis, int inputs) =>
        new(axis.Outputs(inputs), 0, 1, axis.Kernel, 0, 1, -axis.Before, axis.Stride, axis.Dilation);

    /// <summary>
    /// The walks of the gradient of a convolution's input, over a turned weight: one for each remainder of a division by the stride, since
    /// values of the input with the same remainder meet the same places of the window. Without a stride it is one.
    /// </summary>
    /// <param name="axis">The axis of the convolution.</param>
    /// <param name="inputs">The values of the convolution's input, which the walks compute.</param>
    public static IEnumerable<AxisWalk> Backward(WindowAxis axis, int inputs)
    {
        int stride = axis.Stride,
            divisor = GreatestDivisor(stride, axis.Dilation),
            tapStep = stride / divisor;
        for (int first = 0; first < Math.Min(stride, inputs); first++)
        {
            int remainder = (first + axis.Before) % stride,
                outputs = (inputs - first + stride - 1) / stride,
                tap = 0;
            while (tap < tapStep && (long)axis.Dilation * tap % stride != remainder)
                tap++;
            int taps = tap == tapStep || tap >= axis.Kernel ? 0 : ((axis.Kernel - 1 - tap) / tapStep) + 1,
                last = tap + ((taps - 1) * tapStep);
            yield return taps == 0
                ? new AxisWalk(outputs, first, stride, 0, 0, 1, 0, 0, 1)
                : new AxisWalk(
                    outputs,
                    first,
                    stride,
                    taps,
                    axis.Kernel - 1 - last,
                    tapStep,
                    (first + axis.Before - (axis.Dilation * last)) / stride,
                    1,
                    axis.Dilation / divisor
                );
        }
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}
