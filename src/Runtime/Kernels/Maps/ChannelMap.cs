using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A multiply-add with numbers of its own for each channel, and an activation: <c>y = epilogue((x - center) * scale + shift)</c>. Does not
/// allocate.
/// </summary>
public static class ChannelMap
{
    /// <summary>Maps consecutive samples; <paramref name="y"/> may be <paramref name="x"/>.</summary>
    /// <param name="x">The first pixel of the first sample.</param>
    /// <param name="layout">How its pixels lie.</param>
    /// <param name="table">The first of three rows of a <see cref="ChannelTable"/>: center, scale and shift.</param>
    /// <param name="y">The first pixel of the result.</param>
    /// <param name="result">How its pixels lie.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="second">How its pixels lie.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TEpilogue>(
        ref readonly float x,
        PixelLayout layout,
        ref readonly float table,
        ref float y,
        PixelLayout result,
        ref float saved,
        PixelLayout second,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        for (int run = 0; run < samples * layout.Lines; run++)
        {
            Line<TVector, TEpilogue>(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), BatchBlock.Start(layout, run)),
                ref Unsafe.AsRef(in table),
                ref Unsafe.Add(ref y, BatchBlock.Start(result, run)),
                ref Unsafe.Add(ref saved, BatchBlock.Start(second, run)),
                layout.Columns,
                layout.Pixels * layout.Columns
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line<TVector, TEpilogue>(ref float x, ref float table, ref float y, ref float saved, int columns, int length)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        for (int column = 0; column < columns; column += TVector.Count)
        {
            TVector center = TVector.Load(in Unsafe.Add(ref table, column));
            TVector scale = TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Scale * columns) + column));
            TVector shift = TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Shift * columns) + column));
            for (int position = column; position < length; position += columns)
            {
                TVector value = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref x, position)) - center, scale, shift);
                TEpilogue.Store(value, ref Unsafe.Add(ref y, position), ref Unsafe.Add(ref saved, position));
            }
        }
    }
}
