using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The number of vectors of columns in a tile, as a constant of a type.</summary>
internal interface IVectorsPerTile
{
    static abstract int Count { get; }
}

internal readonly struct OneVector : IVectorsPerTile
{
    public static int Count => 1;
}

internal readonly struct TwoVectors : IVectorsPerTile
{
    public static int Count => 2;
}

/// <summary>Covers any number of rows with register tiles: as many of the largest as fit, then smaller ones with the same arithmetic.</summary>
internal static class RowTiles<TVector, TStrides, TEpilogue, TVectors>
    where TVector : struct, IVector<TVector>
    where TStrides : struct, ITileStrides
    where TEpilogue : struct, IEpilogue
    where TVectors : struct, IVectorsPerTile
{
    public static void Run(
        ref readonly float x,
        ref readonly float w,
        ref float y,
        ref readonly float bias,
        ref float saved,
        int rows,
        int inner,
        TileStart start,
        bool add,
        bool last)
    {
        ref float left = ref Unsafe.AsRef(in x);
        int row = 0;
        if (TVectors.Count == 2)
        {
            // 512-bit code has 32 registers, enough for 8 rows by 2 vectors; the others have 16, enough for 6 by 2.
            if (TVector.Count == 16)
                Cover<Size8X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            else
                Cover<Size6X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size4X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size2X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size1X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
        }
        else
        {
            Cover<Size8X1>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size4X1>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size2X1>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
            Cover<Size1X1>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cover<TSize>(
        ref float x,
        ref readonly float w,
        ref float y,
        ref readonly float bias,
        ref float saved,
        int rows,
        int inner,
        TileStart start,
        bool add,
        bool last,
        ref int row)
        where TSize : struct, ITileSize
    {
        for (; row + TSize.Rows <= rows; row += TSize.Rows)
        {
            Tile.Run<TVector, TSize, TStrides, TEpilogue>(
                in Unsafe.Add(ref x, (nint)row * TStrides.LeftRow),
                in w,
                ref Unsafe.Add(ref y, (nint)row * TStrides.OutputRow),
                in bias,
                ref Unsafe.Add(ref saved, (nint)row * TStrides.OutputRow),
                inner,
                start,
                add,
                last);
        }
    }
}
