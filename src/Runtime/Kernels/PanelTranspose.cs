using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Repacks a weight for the input gradient: from panels whose lanes are outputs to panels whose lanes are inputs. It costs one pass over the
/// weight, against one pass per sample of the product that it serves.
/// </summary>
public static class PanelTranspose
{
    /// <summary>Writes one part of a transposed parameter of a batch to its workspace; the parts are disjoint.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="weight">Where the weight starts among the parameters, packed as <see cref="ParameterLayout"/> says.</param>
    /// <param name="transposed">Where the result starts in the workspace: a row of inputs, padded to 4, 8 or a multiple of 16, for each output. What pads the inputs becomes zero.</param>
    /// <param name="outputs">The outputs of the layer.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    public static void Part(in BatchMemory batch, int part, int parts, int weight, int transposed, int outputs, int inputs)
    {
        int paddedOutputs = ParameterLayout.Padded(outputs), paddedInputs = ParameterLayout.Padded(inputs);

        // Panels of the longer side, of which there are more to share.
        const int PanelWidth = ParameterLayout.PanelWidth;
        int outputPanels = (outputs + PanelWidth - 1) / PanelWidth, inputPanels = (paddedInputs + PanelWidth - 1) / PanelWidth;
        bool byInputs = inputPanels > outputPanels;
        (int start, int count) = Share.Panels(Math.Max(inputPanels, outputPanels), part, parts);
        Run(
            in batch.Parameters[weight], ref batch.Workspace[transposed], outputs, paddedOutputs, inputs, paddedInputs,
            byInputs ? 0 : start, byInputs ? outputPanels : start + count, byInputs ? start : 0, byInputs ? start + count : inputPanels);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(
        ref readonly float weight, ref float transposed, int outputs, int paddedOutputs, int inputs, int paddedInputs, int firstOutput, int endOutput, int firstInput, int endInput)
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        for (int outputPanel = firstOutput * PanelWidth; outputPanel < Math.Min(outputs, endOutput * PanelWidth); outputPanel += PanelWidth)
        {
            int sourceWidth = Math.Min(PanelWidth, paddedOutputs - outputPanel);
            int rows = Math.Min(PanelWidth, outputs - outputPanel);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in weight), (nint)outputPanel * inputs);
            for (int inputPanel = firstInput * PanelWidth; inputPanel < Math.Min(paddedInputs, endInput * PanelWidth); inputPanel += PanelWidth)
            {
                int width = Math.Min(PanelWidth, paddedInputs - inputPanel);
                ref float destination = ref Unsafe.Add(ref transposed, ((nint)inputPanel * outputs) + ((nint)outputPanel * width));
                Panel(ref Unsafe.Add(ref source, (nint)inputPanel * sourceWidth), sourceWidth, ref destination, width, rows, Math.Min(width, inputs - inputPanel));
            }
        }
    }

    /// <summary>destination[row, lane] = source[lane, row].</summary>
    private static void Panel(ref float source, int sourceWidth, ref float destination, int width, int rows, int lanes)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            int lane = 0;
            for (; lane + 4 <= lanes; lane += 4)
            {
                ref float from = ref Unsafe.Add(ref source, (lane * sourceWidth) + row);
                Vector128<float> a = Vector128.LoadUnsafe(ref from);
                Vector128<float> b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, sourceWidth));
                Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * sourceWidth));
                Vector128<float> d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * sourceWidth));
                Vector128<float> ac0 = UnpackLow(a, c), ac1 = UnpackHigh(a, c), bd0 = UnpackLow(b, d), bd1 = UnpackHigh(b, d);
                ref float to = ref Unsafe.Add(ref destination, (row * width) + lane);
                UnpackLow(ac0, bd0).StoreUnsafe(ref to);
                UnpackHigh(ac0, bd0).StoreUnsafe(ref Unsafe.Add(ref to, width));
                UnpackLow(ac1, bd1).StoreUnsafe(ref Unsafe.Add(ref to, 2 * width));
                UnpackHigh(ac1, bd1).StoreUnsafe(ref Unsafe.Add(ref to, 3 * width));
            }

            for (; lane < width; lane++)
                for (int r = row; r < row + 4; r++)
                    Unsafe.Add(ref destination, (r * width) + lane) = lane < lanes ? Unsafe.Add(ref source, (lane * sourceWidth) + r) : 0f;
        }

        for (; row < rows; row++)
            for (int lane = 0; lane < width; lane++)
                Unsafe.Add(ref destination, (row * width) + lane) = lane < lanes ? Unsafe.Add(ref source, (lane * sourceWidth) + row) : 0f;
    }

    // One instruction where the processor has it: the compiler does not recognise it in shuffles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackLow(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackHigh(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Vector128.Create(left[2], right[2], left[3], right[3]);
    }
}
