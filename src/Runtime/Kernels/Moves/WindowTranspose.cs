using System.Runtime.CompilerServices;
using ModelCompiler.Shared;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Repacks the weight of a convolution for <see cref="ConvolutionScatter"/>: a row of all places of the window with their input channels
/// for each output channel, in panels of 32 columns, group by group. Does not allocate.
/// </summary>
public static class WindowTranspose
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    // The last panel has as many, or 32.
    private const int ChunkColumns = Storage.WidestVector;

    /// <summary>The columns of a row as stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Stored(int columns) => Storage.RoundUp(columns, ChunkColumns);

    /// <summary>Writes one part of a transposed parameter of a batch to its workspace; the parts are disjoint.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="weight">Where the weight starts among the parameters, packed as <see cref="ParameterLayout"/> says.</param>
    /// <param name="transposed">Where the result starts in the workspace. What pads channels and rows becomes zero.</param>
    /// <param name="taps">The places of the window.</param>
    /// <param name="storedChannels">The input channels as stored in the weight.</param>
    /// <param name="paddedChannels">The input channels as stored in the result: 4, 8 or a multiple of 16.</param>
    /// <param name="outputs">The output channels.</param>
    /// <param name="groups">The groups that are stored one behind the other; all numbers of channels are those of one group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(
        in BatchMemory batch,
        int part,
        int parts,
        int weight,
        int transposed,
        int taps,
        int storedChannels,
        int paddedChannels,
        int outputs,
        int groups
    )
    {
        int columns = Stored(taps * paddedChannels),
            inner = taps * storedChannels;
        (int start, int count) = Share.Panels(columns / ChunkColumns, part, parts);
        for (int group = 0; group < groups; group++)
        {
            ref float from = ref Unsafe.AsRef(in batch.Parameters[weight + (group * inner * ParameterLayout.Padded(outputs))]);
            ref float to = ref batch.Workspace[transposed + (group * columns * outputs)];
            for (int chunk = start; chunk < start + count; chunk++)
                Chunk(ref from, ref to, chunk * ChunkColumns, columns, taps, storedChannels, paddedChannels, outputs);
        }
    }

    /// <summary>Sixteen columns: some channels of one place, or all channels of some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Chunk(
        ref float weight,
        ref float transposed,
        int first,
        int columns,
        int taps,
        int storedChannels,
        int paddedChannels,
        int outputs
    )
    {
        int panel = first / PanelWidth * PanelWidth,
            width = Math.Min(PanelWidth, columns - panel),
            channels = Math.Min(ChunkColumns, paddedChannels);
        for (int column = first; column < first + ChunkColumns; column += channels)
        {
            (int tap, int channel) = Math.DivRem(column, paddedChannels);
            int lanes = tap < taps ? Math.Clamp(storedChannels - channel, 0, channels) : 0;
            ref float target = ref Unsafe.Add(ref transposed, ((nint)panel * outputs) + (column - panel));
            if (lanes > 0)
                Place(ref weight, ref target, width, (tap * storedChannels) + channel, lanes, taps * storedChannels, outputs);
            for (int output = 0; output < outputs; output++)
            for (int lane = lanes; lane < channels; lane++)
                Unsafe.Add(ref target, (output * width) + lane) = 0f;
        }
    }

    /// <summary>target[output, lane] = weight[first + lane, output], with the outputs of the weight in panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(ref float weight, ref float target, int width, int first, int lanes, int inner, int outputs)
    {
        int paddedOutputs = ParameterLayout.Padded(outputs);
        for (int panel = 0; panel < outputs; panel += PanelWidth)
        {
            int sourceWidth = Math.Min(PanelWidth, paddedOutputs - panel);
            Transposition.Run(
                ref Unsafe.Add(ref weight, ((nint)panel * inner) + ((nint)first * sourceWidth)),
                sourceWidth,
                ref Unsafe.Add(ref target, panel * width),
                width,
                lanes,
                Math.Min(PanelWidth, outputs - panel)
            );
        }
    }
}
