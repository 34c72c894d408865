using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A <see cref="Tile"/> of nine to fourteen rows by two vectors of 512 bits, for which their 32 registers are enough: each load of a weight
/// serves more rows, and fewer tiles start and end.
/// </summary>
/// <remarks>
/// What a method inlines is limited, so that this one works on plain vectors, has no rows that a size might not have but the last ones,
/// and treats the rare cases apart.
/// </remarks>
internal static class TallTile
{
    /// <summary>Computes one tile over one block of k.</summary>
    /// <param name="x">The element (first row, first k).</param>
    /// <param name="w">The element (first k, first column).</param>
    /// <param name="y">The element (first row, first column) of the output.</param>
    /// <param name="bias">What a sum starts from in the first block, by column, or the epilogue's table; unused otherwise.</param>
    /// <param name="saved">The element of <paramref name="y"/>'s place in the epilogue's second buffer.</param>
    /// <param name="block">The block.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TSize, TStrides, TEpilogue>(
        ref float x,
        ref float w,
        ref float y,
        ref float bias,
        ref float saved,
        InnerBlock block
    )
        where TSize : struct, ITileSize
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        int stride = TStrides.OutputRow;
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s0a = zero,
            s0b = zero;
        if (block.Start == TileStart.Bias)
        {
            s0a = Vector512.LoadUnsafe(ref bias);
            s0b = Vector512.LoadUnsafe(ref bias, 16);
        }

        Vector512<float> s1a = s0a,
            s1b = s0b;
        Vector512<float> s2a = s0a,
            s2b = s0b;
        Vector512<float> s3a = s0a,
            s3b = s0b;
        Vector512<float> s4a = s0a,
            s4b = s0b;
        Vector512<float> s5a = s0a,
            s5b = s0b;
        Vector512<float> s6a = s0a,
            s6b = s0b;
        Vector512<float> s7a = s0a,
            s7b = s0b;
        Vector512<float> s8a = s0a,
            s8b = s0b;
        Vector512<float> s9a = s0a,
            s9b = s0b;
        Vector512<float> s10a = s0a,
            s10b = s0b;
        Vector512<float> s11a = s0a,
            s11b = s0b;
        Vector512<float> s12a = s0a,
            s12b = s0b;
        Vector512<float> s13a = s0a,
            s13b = s0b;
        if (block.Start == TileStart.Output)
        {
            s0a = Vector512.LoadUnsafe(ref y, 0);
            s0b = Vector512.LoadUnsafe(ref y, 16);
            s1a = Vector512.LoadUnsafe(ref y, (nuint)(1 * stride));
            s1b = Vector512.LoadUnsafe(ref y, (nuint)((1 * stride) + 16));
            s2a = Vector512.LoadUnsafe(ref y, (nuint)(2 * stride));
            s2b = Vector512.LoadUnsafe(ref y, (nuint)((2 * stride) + 16));
            s3a = Vector512.LoadUnsafe(ref y, (nuint)(3 * stride));
            s3b = Vector512.LoadUnsafe(ref y, (nuint)((3 * stride) + 16));
            s4a = Vector512.LoadUnsafe(ref y, (nuint)(4 * stride));
            s4b = Vector512.LoadUnsafe(ref y, (nuint)((4 * stride) + 16));
            s5a = Vector512.LoadUnsafe(ref y, (nuint)(5 * stride));
            s5b = Vector512.LoadUnsafe(ref y, (nuint)((5 * stride) + 16));
            s6a = Vector512.LoadUnsafe(ref y, (nuint)(6 * stride));
            s6b = Vector512.LoadUnsafe(ref y, (nuint)((6 * stride) + 16));
            s7a = Vector512.LoadUnsafe(ref y, (nuint)(7 * stride));
            s7b = Vector512.LoadUnsafe(ref y, (nuint)((7 * stride) + 16));
            s8a = Vector512.LoadUnsafe(ref y, (nuint)(8 * stride));
            s8b = Vector512.LoadUnsafe(ref y, (nuint)((8 * stride) + 16));
            if (Unsafe.SizeOf<TSize>() > 9)
            {
                s9a = Vector512.LoadUnsafe(ref y, (nuint)(9 * stride));
                s9b = Vector512.LoadUnsafe(ref y, (nuint)((9 * stride) + 16));
            }
            if (Unsafe.SizeOf<TSize>() > 10)
            {
                s10a = Vector512.LoadUnsafe(ref y, (nuint)(10 * stride));
                s10b = Vector512.LoadUnsafe(ref y, (nuint)((10 * stride) + 16));
            }
            if (Unsafe.SizeOf<TSize>() > 11)
            {
                s11a = Vector512.LoadUnsafe(ref y, (nuint)(11 * stride));
                s11b = Vector512.LoadUnsafe(ref y, (nuint)((11 * stride) + 16));
            }
            if (Unsafe.SizeOf<TSize>() > 12)
            {
                s12a = Vector512.LoadUnsafe(ref y, (nuint)(12 * stride));
                s12b = Vector512.LoadUnsafe(ref y, (nuint)((12 * stride) + 16));
            }
            if (Unsafe.SizeOf<TSize>() > 13)
            {
                s13a = Vector512.LoadUnsafe(ref y, (nuint)(13 * stride));
                s13b = Vector512.LoadUnsafe(ref y, (nuint)((13 * stride) + 16));
            }
        }

        int runOfLine = 0;
        for (int run = 0; run < TStrides.Outer; run++)
        {
            for (int k = 0; k < block.Inner; k++)
            {
                Vector512<float> w0 = Vector512.LoadUnsafe(ref w),
                    w1 = Vector512.LoadUnsafe(ref w, 16),
                    value = Vector512.Create(x);
                s0a = Vector512.MultiplyAddEstimate(value, w0, s0a);
                s0b = Vector512.MultiplyAddEstimate(value, w1, s0b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(1)));
                s1a = Vector512.MultiplyAddEstimate(value, w0, s1a);
                s1b = Vector512.MultiplyAddEstimate(value, w1, s1b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(2)));
                s2a = Vector512.MultiplyAddEstimate(value, w0, s2a);
                s2b = Vector512.MultiplyAddEstimate(value, w1, s2b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(3)));
                s3a = Vector512.MultiplyAddEstimate(value, w0, s3a);
                s3b = Vector512.MultiplyAddEstimate(value, w1, s3b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(4)));
                s4a = Vector512.MultiplyAddEstimate(value, w0, s4a);
                s4b = Vector512.MultiplyAddEstimate(value, w1, s4b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(5)));
                s5a = Vector512.MultiplyAddEstimate(value, w0, s5a);
                s5b = Vector512.MultiplyAddEstimate(value, w1, s5b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(6)));
                s6a = Vector512.MultiplyAddEstimate(value, w0, s6a);
                s6b = Vector512.MultiplyAddEstimate(value, w1, s6b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(7)));
                s7a = Vector512.MultiplyAddEstimate(value, w0, s7a);
                s7b = Vector512.MultiplyAddEstimate(value, w1, s7b);
                value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(8)));
                s8a = Vector512.MultiplyAddEstimate(value, w0, s8a);
                s8b = Vector512.MultiplyAddEstimate(value, w1, s8b);
                if (Unsafe.SizeOf<TSize>() > 9)
                {
                    value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(9)));
                    s9a = Vector512.MultiplyAddEstimate(value, w0, s9a);
                    s9b = Vector512.MultiplyAddEstimate(value, w1, s9b);
                }
                if (Unsafe.SizeOf<TSize>() > 10)
                {
                    value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(10)));
                    s10a = Vector512.MultiplyAddEstimate(value, w0, s10a);
                    s10b = Vector512.MultiplyAddEstimate(value, w1, s10b);
                }
                if (Unsafe.SizeOf<TSize>() > 11)
                {
                    value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(11)));
                    s11a = Vector512.MultiplyAddEstimate(value, w0, s11a);
                    s11b = Vector512.MultiplyAddEstimate(value, w1, s11b);
                }
                if (Unsafe.SizeOf<TSize>() > 12)
                {
                    value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(12)));
                    s12a = Vector512.MultiplyAddEstimate(value, w0, s12a);
                    s12b = Vector512.MultiplyAddEstimate(value, w1, s12b);
                }
                if (Unsafe.SizeOf<TSize>() > 13)
                {
                    value = Vector512.Create(Unsafe.Add(ref x, TStrides.Left(13)));
                    s13a = Vector512.MultiplyAddEstimate(value, w0, s13a);
                    s13b = Vector512.MultiplyAddEstimate(value, w1, s13b);
                }
                x = ref Unsafe.Add(ref x, TStrides.LeftInner);
                w = ref Unsafe.Add(ref w, TStrides.RightInner);
            }

            x = ref Unsafe.Add(ref x, TStrides.LeftOuter - (block.Inner * TStrides.LeftInner));
            w = ref Unsafe.Add(ref w, TStrides.RightOuter - (block.Inner * TStrides.RightInner));
            if (TStrides.RunsOfLine > 0 && ++runOfLine == TStrides.RunsOfLine)
            {
                x = ref Unsafe.Add(ref x, TStrides.LeftLineEnd);
                w = ref Unsafe.Add(ref w, TStrides.RightLineEnd);
                runOfLine = 0;
            }
        }

        if (TEpilogue.TableColumns > 0 && block.Last)
        {
            Vector512<float> scale = FoldedTable.Scale<Lanes16, TEpilogue>(ref bias, 0).Value,
                shift = FoldedTable.Shift<Lanes16, TEpilogue>(ref bias, 0).Value;
            s0a = Vector512.MultiplyAddEstimate(s0a, scale, shift);
            s1a = Vector512.MultiplyAddEstimate(s1a, scale, shift);
            s2a = Vector512.MultiplyAddEstimate(s2a, scale, shift);
            s3a = Vector512.MultiplyAddEstimate(s3a, scale, shift);
            s4a = Vector512.MultiplyAddEstimate(s4a, scale, shift);
            s5a = Vector512.MultiplyAddEstimate(s5a, scale, shift);
            s6a = Vector512.MultiplyAddEstimate(s6a, scale, shift);
            s7a = Vector512.MultiplyAddEstimate(s7a, scale, shift);
            s8a = Vector512.MultiplyAddEstimate(s8a, scale, shift);
            s9a = Vector512.MultiplyAddEstimate(s9a, scale, shift);
            s10a = Vector512.MultiplyAddEstimate(s10a, scale, shift);
            s11a = Vector512.MultiplyAddEstimate(s11a, scale, shift);
            s12a = Vector512.MultiplyAddEstimate(s12a, scale, shift);
            s13a = Vector512.MultiplyAddEstimate(s13a, scale, shift);
            scale = FoldedTable.Scale<Lanes16, TEpilogue>(ref bias, 16).Value;
            shift = FoldedTable.Shift<Lanes16, TEpilogue>(ref bias, 16).Value;
            s0b = Vector512.MultiplyAddEstimate(s0b, scale, shift);
            s1b = Vector512.MultiplyAddEstimate(s1b, scale, shift);
            s2b = Vector512.MultiplyAddEstimate(s2b, scale, shift);
            s3b = Vector512.MultiplyAddEstimate(s3b, scale, shift);
            s4b = Vector512.MultiplyAddEstimate(s4b, scale, shift);
            s5b = Vector512.MultiplyAddEstimate(s5b, scale, shift);
            s6b = Vector512.MultiplyAddEstimate(s6b, scale, shift);
            s7b = Vector512.MultiplyAddEstimate(s7b, scale, shift);
            s8b = Vector512.MultiplyAddEstimate(s8b, scale, shift);
            s9b = Vector512.MultiplyAddEstimate(s9b, scale, shift);
            s10b = Vector512.MultiplyAddEstimate(s10b, scale, shift);
            s11b = Vector512.MultiplyAddEstimate(s11b, scale, shift);
            s12b = Vector512.MultiplyAddEstimate(s12b, scale, shift);
            s13b = Vector512.MultiplyAddEstimate(s13b, scale, shift);
        }

        Finish<TEpilogue>(s0a, s0b, ref y, ref saved, 0, block);
        Finish<TEpilogue>(s1a, s1b, ref y, ref saved, 1 * stride, block);
        Finish<TEpilogue>(s2a, s2b, ref y, ref saved, 2 * stride, block);
        Finish<TEpilogue>(s3a, s3b, ref y, ref saved, 3 * stride, block);
        Finish<TEpilogue>(s4a, s4b, ref y, ref saved, 4 * stride, block);
        Finish<TEpilogue>(s5a, s5b, ref y, ref saved, 5 * stride, block);
        Finish<TEpilogue>(s6a, s6b, ref y, ref saved, 6 * stride, block);
        Finish<TEpilogue>(s7a, s7b, ref y, ref saved, 7 * stride, block);
        Finish<TEpilogue>(s8a, s8b, ref y, ref saved, 8 * stride, block);
        if (Unsafe.SizeOf<TSize>() > 9)
            Finish<TEpilogue>(s9a, s9b, ref y, ref saved, 9 * stride, block);
        if (Unsafe.SizeOf<TSize>() > 10)
            Finish<TEpilogue>(s10a, s10b, ref y, ref saved, 10 * stride, block);
        if (Unsafe.SizeOf<TSize>() > 11)
            Finish<TEpilogue>(s11a, s11b, ref y, ref saved, 11 * stride, block);
        if (Unsafe.SizeOf<TSize>() > 12)
            Finish<TEpilogue>(s12a, s12b, ref y, ref saved, 12 * stride, block);
        if (Unsafe.SizeOf<TSize>() > 13)
            Finish<TEpilogue>(s13a, s13b, ref y, ref saved, 13 * stride, block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(
        Vector512<float> first,
        Vector512<float> second,
        ref float y,
        ref float saved,
        int position,
        in InnerBlock block
    )
        where TEpilogue : struct, IEpilogue
    {
        y = ref Unsafe.Add(ref y, position);
        if (block.Add)
        {
            first = Vector512.LoadUnsafe(ref y) + first;
            second = Vector512.LoadUnsafe(ref y, 16) + second;
        }

        if (block.Last)
        {
            saved = ref Unsafe.Add(ref saved, position);
            TEpilogue.Store(new Lanes16(first), ref y, ref saved);
            TEpilogue.Store(new Lanes16(second), ref Unsafe.Add(ref y, 16), ref Unsafe.Add(ref saved, 16));
            return;
        }

        first.StoreUnsafe(ref y);
        second.StoreUnsafe(ref y, 16);
    }
}
