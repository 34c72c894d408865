using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// One register tile of a contraction, <c>y[row, column] = sum over k of x[row, k] * w[k, column]</c>: up to eight rows by two
/// vectors of columns, or fourteen by one, every sum in a register of its own. Columns lie in the lanes, so each output is summed over k in
/// order, whatever the width of the vector. The k can lie in several runs: those of a dense layer are one, those of a convolution one for
/// each line of the window.
/// </summary>
/// <remarks>
/// Size, strides and epilogue are types with constant members: the compiler specialises the method for each combination, removes the
/// rows and columns that a size does not have, and folds every stride into an address.
/// </remarks>
internal static class Tile
{
    /// <summary>Computes one tile over one block of k.</summary>
    /// <param name="x">The element (first row, first k); pinned where <see cref="Broadcast{TVector}.NeedsPinning"/> asks for it.</param>
    /// <param name="w">The element (first k, first column).</param>
    /// <param name="y">The element (first row, first column) of the output.</param>
    /// <param name="bias">What a sum starts from in the first block, by column, or the epilogue's table; unused otherwise.</param>
    /// <param name="saved">The element of <paramref name="y"/>'s place in the epilogue's second buffer.</param>
    /// <param name="inner">The number of k in one run of this block.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="add">Whether what <paramref name="y"/> holds (the blocks before) is added to the sums; not together with a
    /// table.</param>
    /// <param name="last">Whether this is the last block, after which the epilogue runs.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TSize, TStrides, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref float y,
        ref readonly float bias,
        ref float saved,
        int inner,
        TileStart start,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TSize : struct, ITileSize
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        TVector s00 = TVector.Zero,
            s01 = TVector.Zero;
        TVector s10 = TVector.Zero,
            s11 = TVector.Zero;
        TVector s20 = TVector.Zero,
            s21 = TVector.Zero;
        TVector s30 = TVector.Zero,
            s31 = TVector.Zero;
        TVector s40 = TVector.Zero,
            s41 = TVector.Zero;
        TVector s50 = TVector.Zero,
            s51 = TVector.Zero;
        TVector s60 = TVector.Zero,
            s61 = TVector.Zero;
        TVector s70 = TVector.Zero,
            s71 = TVector.Zero;
        if (start == TileStart.Bias)
        {
            s00 = TVector.Load(in bias);
            if (TSize.Vectors > 1)
                s01 = TVector.Load(in Unsafe.Add(ref Unsafe.AsRef(in bias), TVector.Count));
            else
                s01 = s00;
            s10 = s00;
            s11 = s01;
            s20 = s00;
            s21 = s01;
            s30 = s00;
            s31 = s01;
            s40 = s00;
            s41 = s01;
            s50 = s00;
            s51 = s01;
            s60 = s00;
            s61 = s01;
            s70 = s00;
            s71 = s01;
        }
        else if (start == TileStart.Output)
        {
            s00 = Read<TVector, TStrides>(ref y, 0, 0);
            if (TSize.Vectors > 1)
                s01 = Read<TVector, TStrides>(ref y, 0, 1);
            if (Unsafe.SizeOf<TSize>() > 1)
                s10 = Read<TVector, TStrides>(ref y, 1, 0);
            if (Unsafe.SizeOf<TSize>() > 1 && TSize.Vectors > 1)
                s11 = Read<TVector, TStrides>(ref y, 1, 1);
            if (Unsafe.SizeOf<TSize>() > 2)
                s20 = Read<TVector, TStrides>(ref y, 2, 0);
            if (Unsafe.SizeOf<TSize>() > 2 && TSize.Vectors > 1)
                s21 = Read<TVector, TStrides>(ref y, 2, 1);
            if (Unsafe.SizeOf<TSize>() > 3)
                s30 = Read<TVector, TStrides>(ref y, 3, 0);
            if (Unsafe.SizeOf<TSize>() > 3 && TSize.Vectors > 1)
                s31 = Read<TVector, TStrides>(ref y, 3, 1);
            if (Unsafe.SizeOf<TSize>() > 4)
                s40 = Read<TVector, TStrides>(ref y, 4, 0);
            if (Unsafe.SizeOf<TSize>() > 4 && TSize.Vectors > 1)
                s41 = Read<TVector, TStrides>(ref y, 4, 1);
            if (Unsafe.SizeOf<TSize>() > 5)
                s50 = Read<TVector, TStrides>(ref y, 5, 0);
            if (Unsafe.SizeOf<TSize>() > 5 && TSize.Vectors > 1)
                s51 = Read<TVector, TStrides>(ref y, 5, 1);
            if (Unsafe.SizeOf<TSize>() > 6)
                s60 = Read<TVector, TStrides>(ref y, 6, 0);
            if (Unsafe.SizeOf<TSize>() > 6 && TSize.Vectors > 1)
                s61 = Read<TVector, TStrides>(ref y, 6, 1);
            if (Unsafe.SizeOf<TSize>() > 7)
                s70 = Read<TVector, TStrides>(ref y, 7, 0);
            if (Unsafe.SizeOf<TSize>() > 7 && TSize.Vectors > 1)
                s71 = Read<TVector, TStrides>(ref y, 7, 1);
            if (Unsafe.SizeOf<TSize>() > 8)
                s01 = Read<TVector, TStrides>(ref y, 8, 0);
            if (Unsafe.SizeOf<TSize>() > 9)
                s11 = Read<TVector, TStrides>(ref y, 9, 0);
            if (Unsafe.SizeOf<TSize>() > 10)
                s21 = Read<TVector, TStrides>(ref y, 10, 0);
            if (Unsafe.SizeOf<TSize>() > 11)
                s31 = Read<TVector, TStrides>(ref y, 11, 0);
            if (Unsafe.SizeOf<TSize>() > 12)
                s41 = Read<TVector, TStrides>(ref y, 12, 0);
            if (Unsafe.SizeOf<TSize>() > 13)
                s51 = Read<TVector, TStrides>(ref y, 13, 0);
        }

        ref float left = ref Unsafe.AsRef(in x);
        ref float right = ref Unsafe.AsRef(in w);
        int runOfLine = 0;
        for (int run = 0; run < TStrides.Outer; run++)
        {
            for (int k = 0; k < inner; k++)
            {
                TVector w0 = TVector.Load(in right);
                TVector w1 = TSize.Vectors > 1 ? TVector.Load(in Unsafe.Add(ref right, TVector.Count)) : w0;
                TVector value = Broadcast<TVector>.FromPinned(in left, 0);
                s00 = TVector.MultiplyAddFactor(value, w0, s00);
                if (TSize.Vectors > 1)
                    s01 = TVector.MultiplyAddFactor(value, w1, s01);
                if (Unsafe.SizeOf<TSize>() > 1)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(1));
                    s10 = TVector.MultiplyAddFactor(value, w0, s10);
                    if (TSize.Vectors > 1)
                        s11 = TVector.MultiplyAddFactor(value, w1, s11);
                }
                if (Unsafe.SizeOf<TSize>() > 2)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(2));
                    s20 = TVector.MultiplyAddFactor(value, w0, s20);
                    if (TSize.Vectors > 1)
                        s21 = TVector.MultiplyAddFactor(value, w1, s21);
                }
                if (Unsafe.SizeOf<TSize>() > 3)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(3));
                    s30 = TVector.MultiplyAddFactor(value, w0, s30);
                    if (TSize.Vectors > 1)
                        s31 = TVector.MultiplyAddFactor(value, w1, s31);
                }
                if (Unsafe.SizeOf<TSize>() > 4)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(4));
                    s40 = TVector.MultiplyAddFactor(value, w0, s40);
                    if (TSize.Vectors > 1)
                        s41 = TVector.MultiplyAddFactor(value, w1, s41);
                }
                if (Unsafe.SizeOf<TSize>() > 5)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(5));
                    s50 = TVector.MultiplyAddFactor(value, w0, s50);
                    if (TSize.Vectors > 1)
                        s51 = TVector.MultiplyAddFactor(value, w1, s51);
                }
                if (Unsafe.SizeOf<TSize>() > 6)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(6));
                    s60 = TVector.MultiplyAddFactor(value, w0, s60);
                    if (TSize.Vectors > 1)
                        s61 = TVector.MultiplyAddFactor(value, w1, s61);
                }
                if (Unsafe.SizeOf<TSize>() > 7)
                {
                    value = Broadcast<TVector>.FromPinned(in left, TStrides.Left(7));
                    s70 = TVector.MultiplyAddFactor(value, w0, s70);
                    if (TSize.Vectors > 1)
                        s71 = TVector.MultiplyAddFactor(value, w1, s71);
                }
                if (Unsafe.SizeOf<TSize>() > 8)
                    s01 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(8)), w0, s01);
                if (Unsafe.SizeOf<TSize>() > 9)
                    s11 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(9)), w0, s11);
                if (Unsafe.SizeOf<TSize>() > 10)
                    s21 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(10)), w0, s21);
                if (Unsafe.SizeOf<TSize>() > 11)
                    s31 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(11)), w0, s31);
                if (Unsafe.SizeOf<TSize>() > 12)
                    s41 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(12)), w0, s41);
                if (Unsafe.SizeOf<TSize>() > 13)
                    s51 = TVector.MultiplyAddFactor(Broadcast<TVector>.FromPinned(in left, TStrides.Left(13)), w0, s51);
                left = ref Unsafe.Add(ref left, TStrides.LeftInner);
                right = ref Unsafe.Add(ref right, TStrides.RightInner);
            }

            left = ref Unsafe.Add(ref left, TStrides.LeftOuter - (inner * TStrides.LeftInner));
            right = ref Unsafe.Add(ref right, TStrides.RightOuter - (inner * TStrides.RightInner));
            if (TStrides.RunsOfLine > 0 && ++runOfLine == TStrides.RunsOfLine)
            {
                left = ref Unsafe.Add(ref left, TStrides.LeftLineEnd);
                right = ref Unsafe.Add(ref right, TStrides.RightLineEnd);
                runOfLine = 0;
            }
        }

        // What a size does not have, the compiler removes.
        if (TEpilogue.TableColumns > 0 && last)
        {
            ref float table = ref Unsafe.AsRef(in bias);
            TVector scale = FoldedTable.Scale<TVector, TEpilogue>(ref table, 0),
                shift = FoldedTable.Shift<TVector, TEpilogue>(ref table, 0);
            s00 = TVector.MultiplyAdd(s00, scale, shift);
            s10 = TVector.MultiplyAdd(s10, scale, shift);
            s20 = TVector.MultiplyAdd(s20, scale, shift);
            s30 = TVector.MultiplyAdd(s30, scale, shift);
            s40 = TVector.MultiplyAdd(s40, scale, shift);
            s50 = TVector.MultiplyAdd(s50, scale, shift);
            s60 = TVector.MultiplyAdd(s60, scale, shift);
            s70 = TVector.MultiplyAdd(s70, scale, shift);
            if (TSize.Vectors > 1)
            {
                scale = FoldedTable.Scale<TVector, TEpilogue>(ref table, TVector.Count);
                shift = FoldedTable.Shift<TVector, TEpilogue>(ref table, TVector.Count);
            }

            s01 = TVector.MultiplyAdd(s01, scale, shift);
            s11 = TVector.MultiplyAdd(s11, scale, shift);
            s21 = TVector.MultiplyAdd(s21, scale, shift);
            s31 = TVector.MultiplyAdd(s31, scale, shift);
            s41 = TVector.MultiplyAdd(s41, scale, shift);
            s51 = TVector.MultiplyAdd(s51, scale, shift);
            s61 = TVector.MultiplyAdd(s61, scale, shift);
            s71 = TVector.MultiplyAdd(s71, scale, shift);
        }

        Finish<TVector, TStrides, TEpilogue>(s00, ref y, ref saved, 0, 0, add, last);
        if (TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s01, ref y, ref saved, 0, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 1)
            Finish<TVector, TStrides, TEpilogue>(s10, ref y, ref saved, 1, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 1 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s11, ref y, ref saved, 1, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 2)
            Finish<TVector, TStrides, TEpilogue>(s20, ref y, ref saved, 2, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 2 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s21, ref y, ref saved, 2, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 3)
            Finish<TVector, TStrides, TEpilogue>(s30, ref y, ref saved, 3, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 3 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s31, ref y, ref saved, 3, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 4)
            Finish<TVector, TStrides, TEpilogue>(s40, ref y, ref saved, 4, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 4 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s41, ref y, ref saved, 4, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 5)
            Finish<TVector, TStrides, TEpilogue>(s50, ref y, ref saved, 5, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 5 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s51, ref y, ref saved, 5, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 6)
            Finish<TVector, TStrides, TEpilogue>(s60, ref y, ref saved, 6, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 6 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s61, ref y, ref saved, 6, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 7)
            Finish<TVector, TStrides, TEpilogue>(s70, ref y, ref saved, 7, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 7 && TSize.Vectors > 1)
            Finish<TVector, TStrides, TEpilogue>(s71, ref y, ref saved, 7, 1, add, last);
        if (Unsafe.SizeOf<TSize>() > 8)
            Finish<TVector, TStrides, TEpilogue>(s01, ref y, ref saved, 8, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 9)
            Finish<TVector, TStrides, TEpilogue>(s11, ref y, ref saved, 9, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 10)
            Finish<TVector, TStrides, TEpilogue>(s21, ref y, ref saved, 10, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 11)
            Finish<TVector, TStrides, TEpilogue>(s31, ref y, ref saved, 11, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 12)
            Finish<TVector, TStrides, TEpilogue>(s41, ref y, ref saved, 12, 0, add, last);
        if (Unsafe.SizeOf<TSize>() > 13)
            Finish<TVector, TStrides, TEpilogue>(s51, ref y, ref saved, 13, 0, add, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read<TVector, TStrides>(ref float y, int row, int vector)
        where TVector : struct, IVector<TVector>
        where TStrides : struct, ITileStrides => TVector.Load(in Unsafe.Add(ref y, (row * TStrides.OutputRow) + (vector * TVector.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVector, TStrides, TEpilogue>(
        TVector sum,
        ref float y,
        ref float saved,
        int row,
        int vector,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        int position = (row * TStrides.OutputRow) + (vector * TVector.Count);
        ref float place = ref Unsafe.Add(ref y, position);
        if (add)
            sum = TVector.Load(in place) + sum;
        if (last)
            TEpilogue.Store(sum, ref place, ref Unsafe.Add(ref saved, position));
        else
            TVector.Store(sum, ref place);
    }
}
