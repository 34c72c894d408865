using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>Copies a part of each row of a batch to a part of each row of another: concatenation, and its gradient. Does not allocate.</summary>
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Copy(ref readonly float source, int sourceStride, ref float destination, int destinationStride, int samples, int count, int zeros)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in source), (nint)sample * sourceStride);
            Span<float> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)sample * destinationStride), count + zeros);
            MemoryMarshal.CreateReadOnlySpan(in from, count).CopyTo(to);
            to[count..].Clear();
        }
    }
}
