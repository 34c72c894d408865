using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Repacks a weight for the input gradient: from panels whose lanes are outputs to panels whose lanes are inputs. It costs one pass over the
/// weight, against one pass per sample of the product that it serves.
/// </summary>
public static class PanelTranspose
{
    /// <summary>Writes a transposed parameter of a batch to its workspace.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="weight">Where the weight starts among the parameters.</param>
    /// <param name="transposed">Where the result starts in the workspace.</param>
    /// <param name="outputs">The outputs of the layer.</param>
    /// <param name="paddedOutputs">The outputs as stored.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    /// <param name="paddedInputs">The inputs as stored in the result.</param>
    public static void Run(in BatchMemory batch, int weight, int transposed, int outputs, int paddedOutputs, int inputs, int paddedInputs) =>
        Run(in batch.Parameters[weight], ref batch.Workspace[transposed], outputs, paddedOutputs, inputs, paddedInputs);

    /// <summary>Writes the transposed weight; lanes that pad the inputs become zero. Does not allocate.</summary>
    /// <param name="weight">The weight of <paramref name="outputs"/> rows and <paramref name="inputs"/> columns, packed as <see cref="ParameterLayout"/> says.</param>
    /// <param name="transposed">Receives <paramref name="outputs"/> × <paramref name="paddedInputs"/> floats.</param>
    /// <param name="outputs">The outputs of the layer.</param>
    /// <param name="paddedOutputs">The outputs as stored.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    /// <param name="paddedInputs">The inputs as stored in the result.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(ref readonly float weight, ref float transposed, int outputs, int paddedOutputs, int inputs, int paddedInputs)
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        for (int outputPanel = 0; outputPanel < outputs; outputPanel += PanelWidth)
        {
            int sourceWidth = Math.Min(PanelWidth, paddedOutputs - outputPanel);
            int rows = Math.Min(PanelWidth, outputs - outputPanel);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in weight), (nint)outputPanel * inputs);
            for (int inputPanel = 0; inputPanel < paddedInputs; inputPanel += PanelWidth)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackLow(Vector128<float> left, Vector128<float> right) =>
        Vector128.Shuffle(left, Vector128.Create(0, 0, 1, 1)).WithBlend(Vector128.Shuffle(right, Vector128.Create(0, 0, 1, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackHigh(Vector128<float> left, Vector128<float> right) =>
        Vector128.Shuffle(left, Vector128.Create(2, 2, 3, 3)).WithBlend(Vector128.Shuffle(right, Vector128.Create(2, 2, 3, 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> WithBlend(this Vector128<float> even, Vector128<float> odd) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), even, odd);
}
