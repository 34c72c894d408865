using System.Runtime.CompilerServices;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Repacks the weight of a convolution for the gradient of its input, which is a convolution too: the window turned by half a turn, and
/// lanes of inputs instead of outputs. Does not allocate.
/// </summary>
public static class WindowFlip
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>Writes a turned parameter of a batch to its workspace.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="weight">Where the weight starts among the parameters.</param>
    /// <param name="flipped">Where the result starts in the workspace.</param>
    /// <param name="taps">The places of the window.</param>
    /// <param name="storedChannels">The input channels as stored in the weight.</param>
    /// <param name="channels">The input channels.</param>
    /// <param name="paddedChannels">The input channels as stored in the result, its columns.</param>
    /// <param name="paddedOutputs">The output channels as stored.</param>
    /// <param name="groups">The groups that are stored one behind the other; all numbers of channels are those of one group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        in BatchMemory batch,
        int weight,
        int flipped,
        int taps,
        int storedChannels,
        int channels,
        int paddedChannels,
        int paddedOutputs,
        int groups
    )
    {
        for (int group = 0; group < groups; group++)
        {
            int from = weight + (group * taps * storedChannels * paddedOutputs),
                to = flipped + (group * taps * paddedChannels * paddedOutputs);
            Run(in batch.Parameters[from], ref batch.Workspace[to], taps, storedChannels, channels, paddedChannels, paddedOutputs);
        }
    }

    /// <summary>Writes the turned weight of a depthwise convolution of a batch to its workspace.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="weight">Where the weight starts among the parameters.</param>
    /// <param name="flipped">Where the result starts in the workspace.</param>
    /// <param name="taps">The places of the window.</param>
    /// <param name="paddedChannels">The channels as stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Depthwise(in BatchMemory batch, int weight, int flipped, int taps, int paddedChannels) =>
        Depthwise(in batch.Parameters[weight], ref batch.Workspace[flipped], taps, paddedChannels);

    /// <summary>Writes the turned weight of one group; lanes that pad the input channels become zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run(
        ref readonly float weight,
        ref float flipped,
        int taps,
        int storedChannels,
        int channels,
        int paddedChannels,
        int paddedOutputs
    )
    {
        nint inner = (nint)taps * storedChannels,
            flippedInner = (nint)taps * paddedOutputs;
        for (int channelPanel = 0; channelPanel < paddedChannels; channelPanel += PanelWidth)
        {
            int width = Math.Min(PanelWidth, paddedChannels - channelPanel),
                lanes = Math.Min(width, channels - channelPanel);
            ref float target = ref Unsafe.Add(ref flipped, channelPanel * flippedInner);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int output = 0; output < paddedOutputs; output++)
                {
                    int panel = output / PanelWidth * PanelWidth,
                        sourceWidth = Math.Min(PanelWidth, paddedOutputs - panel);
                    ref float source = ref Unsafe.Add(
                        ref Unsafe.AsRef(in weight),
                        (panel * inner) + ((nint)((tap * storedChannels) + channelPanel) * sourceWidth) + (output - panel)
                    );
                    ref float row = ref Unsafe.Add(ref target, (nint)(((taps - 1 - tap) * paddedOutputs) + output) * width);
                    int lane = 0;
                    for (; lane < lanes; lane++)
                        Unsafe.Add(ref row, lane) = Unsafe.Add(ref source, lane * sourceWidth);
                    for (; lane < width; lane++)
                        Unsafe.Add(ref row, lane) = 0f;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Depthwise(ref readonly float weight, ref float flipped, int taps, int paddedChannels)
    {
        for (int panel = 0; panel < paddedChannels; panel += PanelWidth)
        {
            int width = Math.Min(PanelWidth, paddedChannels - panel);
            for (int tap = 0; tap < taps; tap++)
            for (int lane = 0; lane < width; lane++)
                Unsafe.Add(ref flipped, (panel * taps) + ((taps - 1 - tap) * width) + lane) = Unsafe.Add(
                    ref Unsafe.AsRef(in weight),
                    (panel * taps) + (tap * width) + lane
                );
        }
    }
}
