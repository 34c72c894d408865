using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// Copies a part of each row of a batch to a part of each row of another: concatenation, and its gradient; or clears it. Does not
/// allocate.
/// </summary>
public static class RowParts
{
    /// <summary>Copies <paramref name="count"/> consecutive floats of each row and writes zeros behind them.</summary>
    /// <param name="source">The first float of the first row's part.</param>
    /// <param name="sourceStride">The distance between rows of the source.</param>
    /// <param name="destination">Where the first row's part goes.</param>
    /// <param name="destinationStride">The distance between rows of the destination.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The floats of a part.</param>
    /// <param name="zeros">The floats behind the part that become zero: the padding of the destination's rows, or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(
        ref readonly float source,
        int sourceStride,
        ref float destination,
        int destinationStride,
        int samples,
        int count,
        int zeros
    ) =>
        // A row is an image of one pixel.
        ImageChannels.Copy(
            in source,
            0,
            0,
            sourceStride,
            ref destination,
            0,
            0,
            destinationStride,
            count,
            zeros,
            lines: 1,
            pixels: 1,
            samples
        );

    /// <summary>Sets consecutive floats of each row to zero.</summary>
    /// <param name="destination">The first of them in the first row.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">Their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ref float destination, int stride, int samples, int count)
    {
        for (int sample = 0; sample < samples; sample++)
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)sample * stride), count).Clear();
    }
}
