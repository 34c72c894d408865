using System.Runtime.CompilerServices;
using ModelCompiler.Shared;

namespace ModelCompiler.Kernels;

/// <summary>
/// The samples whose statistics are computed together, before those of all blocks are combined in order. A block is the unit in which
/// threads share samples, so sums over a batch do not depend on the number of threads.
/// </summary>
internal readonly struct BatchBlock
{
    /// <summary>The samples of a block; the last one of a batch can have fewer.</summary>
    public const int Samples = NormalizationTable.BlockSamples;

    /// <summary>Finds the runs of pixels of a block.</summary>
    public BatchBlock(PixelLayout layout, int samples)
    {
        // Flat samples have one pixel each: the samples of a block are one run.
        bool isFlat = layout.PixelCount == 1;
        Count = samples * layout.PixelCount;
        Runs = isFlat ? 1 : samples * layout.Lines;
        Pixels = isFlat ? samples : layout.Pixels;
    }

    /// <summary>The values of one channel.</summary>
    public int Count { get; }

    /// <summary>The runs of pixels that have the same distance from one another.</summary>
    public int Runs { get; }

    /// <summary>The pixels of a run.</summary>
    public int Pixels { get; }

    /// <summary>The distance between two pixels of a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PixelStride(PixelLayout layout) => layout.PixelCount == 1 ? layout.Sample : layout.Columns;

    /// <summary>Where a run starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Start(PixelLayout layout, int run) =>
        ((nint)(run / layout.Lines) * layout.Sample) + ((nint)(run % layout.Lines) * layout.Line);

    /// <summary>The samples of a block of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SamplesOf(int samples, int block) => Math.Min(Samples, samples - (block * Samples));

    /// <summary>The number of blocks of a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(int samples) => (samples + Samples - 1) / Samples;
}
