using System.Runtime.CompilerServices;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Repacks a weight for the input gradient: from panels whose lanes are outputs to panels whose lanes are inputs. It costs one pass over
/// the weight, against one pass per sample of the product that it serves.
/// </summary>
public static class PanelTranspose
{
    /// <summary>Writes one part of a transposed parameter of a batch to its workspace; the parts are disjoint.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="weight">Where the weight starts among the parameters, packed as <see cref="ParameterLayout"/> says.</param>
    /// <param name="transposed">Where the result starts in the workspace: a row of inputs, padded to 4, 8 or a multiple of 16, for each
    /// output. What pads the inputs becomes zero.</param>
    /// <param name="outputs">The outputs of the layer.</param>
    /// <param name="inputs">The inputs of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(in BatchMemory batch, int part, int parts, int weight, int transposed, int outputs, int inputs)
    {
        int paddedOutputs = ParameterLayout.Padded(outputs),
            paddedInputs = ParameterLayout.Padded(inputs);

        // Panels of the longer side, of which there are more to share.
        const int PanelWidth = ParameterLayout.PanelWidth;
        int outputPanels = (outputs + PanelWidth - 1) / PanelWidth,
            inputPanels = (paddedInputs + PanelWidth - 1) / PanelWidth;
        bool byInputs = inputPanels > outputPanels;
        (int start, int count) = Share.Panels(Math.Max(inputPanels, outputPanels), part, parts);
        Run(
            in batch.Parameters[weight],
            ref batch.Workspace[transposed],
            outputs,
            paddedOutputs,
            inputs,
            paddedInputs,
            byInputs ? 0 : start,
            byInputs ? outputPanels : start + count,
            byInputs ? start : 0,
            byInputs ? start + count : inputPanels
        );
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run(
        ref readonly float weight,
        ref float transposed,
        int outputs,
        int paddedOutputs,
        int inputs,
        int paddedInputs,
        int firstOutput,
        int endOutput,
        int firstInput,
        int endInput
    )
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        for (int outputPanel = firstOutput * PanelWidth; outputPanel < Math.Min(outputs, endOutput * PanelWidth); outputPanel += PanelWidth)
        {
            int sourceWidth = Math.Min(PanelWidth, paddedOutputs - outputPanel);
            int rows = Math.Min(PanelWidth, outputs - outputPanel);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in weight), (nint)outputPanel * inputs);
            for (
                int inputPanel = firstInput * PanelWidth;
                inputPanel < Math.Min(paddedInputs, endInput * PanelWidth);
                inputPanel += PanelWidth
            )
            {
                int width = Math.Min(PanelWidth, paddedInputs - inputPanel);
                ref float destination = ref Unsafe.Add(ref transposed, ((nint)inputPanel * outputs) + ((nint)outputPanel * width));
                Panel(
                    ref Unsafe.Add(ref source, (nint)inputPanel * sourceWidth),
                    sourceWidth,
                    ref destination,
                    width,
                    rows,
                    Math.Min(width, inputs - inputPanel)
                );
            }
        }
    }

    /// <summary>destination[row, lane] = source[lane, row]; lanes beyond those of the source are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(ref float source, int sourceWidth, ref float destination, int width, int rows, int lanes)
    {
        Transposition.Run(ref source, sourceWidth, ref destination, width, lanes, rows);
        for (int row = 0; row < rows; row++)
        for (int lane = lanes; lane < width; lane++)
            Unsafe.Add(ref destination, (row * width) + lane) = 0f;
    }
}
