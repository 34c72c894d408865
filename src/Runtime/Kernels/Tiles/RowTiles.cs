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

/// <summary>What all covers of rows have in common.</summary>
internal static class RowTiles
{
    /// <summary>The most rows of a tile of one vector of columns: besides the sums it needs a register for that vector and, without those of AVX-512, one of sixteen for the value of a row.</summary>
    public const int MostRows = 14;
}

/// <summary>Covers any number of rows with register tiles: as many of the largest as fit, then smaller ones with the same arithmetic, or all of one size.</summary>
internal static class RowTiles<TVector, TStrides, TEpilogue, TVectors>
    where TVector : struct, IVector<TVector>
    where TStrides : struct, ITileStrides
    where TEpilogue : struct, IEpilogue
    where TVectors : struct, IVectorsPerTile
{
    /// <summary>Computes all rows over one block of k; parameters as in <see cref="Tile.Run"/>, but nothing needs to be pinned.</summary>
    public static unsafe void Run(
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

        // The tiles may read by address: the caller's memory stays where it is until they are done.
        fixed (float* pinned = &(Broadcast<TVector>.NeedsPinning ? ref left : ref Unsafe.NullRef<float>()))
        {
            if (TVectors.Count == 2)
                TwoVectorsWide(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last);
            else
                OneVectorWide(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last);
        }
    }

    // Two multiply-adds a cycle, four cycles each, need eight sums in flight, so tiles of one or two rows take the time of four: rather than leave such a
    // rest, one large tile less is made. 32 registers are enough for 8 rows by 2 vectors, 16 for 6 by 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoVectorsWide(
        ref float left,
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
        int row = 0;
        if (Registers.Are32<TVector>())
            Cover<Size8X2>(ref left, in w, ref y, in bias, ref saved, UpTo(row, rows, 8), inner, start, add, last, ref row);
        Cover<Size6X2>(ref left, in w, ref y, in bias, ref saved, UpTo(row, rows, 6), inner, start, add, last, ref row);
        Cover<Size4X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
        Cover<Size3X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
        Cover<Size2X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
        Cover<Size1X2>(ref left, in w, ref y, in bias, ref saved, rows, inner, start, add, last, ref row);
    }

    /// <summary>Where tiles of that many rows end when the rest shall suit the smaller ones: a rest of 1, 2 or 5 rows does not, one tile more of rows does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int UpTo(int row, int rows, int tile)
    {
        int rest = (rows - row) % tile;
        return rows - rest - (rest is 1 or 2 or 5 ? tile : 0);
    }

    // Rows are cut into tiles of nearly the same size, which all have eight sums in flight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneVectorWide(
        ref float left,
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
        int row = 0;
        while (row < rows)
        {
            int tiles = (rows - row + RowTiles.MostRows - 1) / RowTiles.MostRows;
            switch ((rows - row + tiles - 1) / tiles)
            {
                case 1: Cover<Size1X1>(ref left, in w, ref y, in bias, ref saved, row + 1, inner, start, add, last, ref row); break;
                case 2: Cover<Size2X1>(ref left, in w, ref y, in bias, ref saved, row + 2, inner, start, add, last, ref row); break;
                case 3: Cover<Size3X1>(ref left, in w, ref y, in bias, ref saved, row + 3, inner, start, add, last, ref row); break;
                case 4: Cover<Size4X1>(ref left, in w, ref y, in bias, ref saved, row + 4, inner, start, add, last, ref row); break;
                case 5: Cover<Size5X1>(ref left, in w, ref y, in bias, ref saved, row + 5, inner, start, add, last, ref row); break;
                case 6: Cover<Size6X1>(ref left, in w, ref y, in bias, ref saved, row + 6, inner, start, add, last, ref row); break;
                case 7: Cover<Size7X1>(ref left, in w, ref y, in bias, ref saved, row + 7, inner, start, add, last, ref row); break;
                case 8: Cover<Size8X1>(ref left, in w, ref y, in bias, ref saved, row + 8, inner, start, add, last, ref row); break;
                case 9: Cover<Size9X1>(ref left, in w, ref y, in bias, ref saved, row + 9, inner, start, add, last, ref row); break;
                case 10: Cover<Size10X1>(ref left, in w, ref y, in bias, ref saved, row + 10, inner, start, add, last, ref row); break;
                case 11: Cover<Size11X1>(ref left, in w, ref y, in bias, ref saved, row + 11, inner, start, add, last, ref row); break;
                case 12: Cover<Size12X1>(ref left, in w, ref y, in bias, ref saved, row + 12, inner, start, add, last, ref row); break;
                case 13: Cover<Size13X1>(ref left, in w, ref y, in bias, ref saved, row + 13, inner, start, add, last, ref row); break;
                default: Cover<Size14X1>(ref left, in w, ref y, in bias, ref saved, row + RowTiles.MostRows, inner, start, add, last, ref row); break;
            }
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
                in Unsafe.Add(ref x, TStrides.Left(row)),
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
