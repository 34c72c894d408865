using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>What all covers of rows have in common.</summary>
internal static class RowTiles
{
    /// <summary>
    /// The most rows of a tile of one vector of columns: besides the sums it needs a register for that vector and, without those of
    /// AVX-512, one of sixteen for the value of a row.
    /// </summary>
    public const int MostRows = 14;
}

/// <summary>
/// Covers any number of rows with register tiles: as many of the largest as fit, then smaller ones with the same arithmetic, or all of
/// one size.
/// </summary>
internal static class RowTiles<TVector, TStrides, TEpilogue, TVectors>
    where TVector : struct, IVector<TVector>
    where TStrides : struct, ITileStrides
    where TEpilogue : struct, IEpilogue
    where TVectors : struct, IVectorsPerTile
{
    /// <summary>Computes all rows over one block of k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Run(in Operands operands, InnerBlock block, int rows)
    {
        // The tiles may read by address: the caller's memory stays where it is until they are done.
        fixed (float* pinned = &(Broadcast<TVector>.NeedsPinning ? ref operands.X : ref Unsafe.NullRef<float>()))
        {
            if (TVectors.Count == 2 && TVector.Count == 16)
                TwoVectorsOfMany(in operands, block, rows);
            else if (TVectors.Count == 2)
                TwoVectorsWide(in operands, block, rows);
            else
                OneVectorWide(in operands, block, rows);
        }
    }

    // Two multiply-adds a cycle, four cycles each, need eight sums in flight, so tiles of one or two rows take the time of four: rather
    // than leave such a rest, one large tile less is made. 32 registers are enough for 8 rows by 2 vectors, and 16 for 6 by 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoVectorsWide(in Operands operands, InnerBlock block, int rows)
    {
        int row = 0;
        if (Registers.Are32<TVector>())
            Cover<Size8X2>(in operands, block, ref row, UpTo(row, rows, 8));
        Cover<Size6X2>(in operands, block, ref row, UpTo(row, rows, 6));
        Cover<Size4X2>(in operands, block, ref row, rows);
        Cover<Size3X2>(in operands, block, ref row, rows);
        Cover<Size2X2>(in operands, block, ref row, rows);
        Cover<Size1X2>(in operands, block, ref row, rows);
    }

    // Rows are cut into tiles of nearly the same size: 32 registers are enough for 14 rows by 2 vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoVectorsOfMany(in Operands operands, InnerBlock block, int rows)
    {
        for (int row = 0; row < rows; )
        {
            int tiles = (rows - row + RowTiles.MostRows - 1) / RowTiles.MostRows,
                size = (rows - row + tiles - 1) / tiles;
            Operands tile = AtRow(in operands, row);
            switch (size)
            {
                case 1:
                    Run<Size1X2>(in tile, block);
                    break;
                case 2:
                    Run<Size2X2>(in tile, block);
                    break;
                case 3:
                    Run<Size3X2>(in tile, block);
                    break;
                case 4:
                    Run<Size4X2>(in tile, block);
                    break;
                case 5:
                    Run<Size5X2>(in tile, block);
                    break;
                case 6:
                    Run<Size6X2>(in tile, block);
                    break;
                case 7:
                    Run<Size7X2>(in tile, block);
                    break;
                case 8:
                    Run<Size8X2>(in tile, block);
                    break;
                case 9:
                    RunTall<Size9X2>(in tile, block);
                    break;
                case 10:
                    RunTall<Size10X2>(in tile, block);
                    break;
                case 11:
                    RunTall<Size11X2>(in tile, block);
                    break;
                case 12:
                    RunTall<Size12X2>(in tile, block);
                    break;
                case 13:
                    RunTall<Size13X2>(in tile, block);
                    break;
                default:
                    RunTall<Size14X2>(in tile, block);
                    break;
            }

            row += size;
        }
    }

    /// <summary>
    /// Where tiles of that many rows end when the rest shall suit the smaller ones: a rest of 1, 2 or 5 rows does not, one tile more of
    /// rows does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int UpTo(int row, int rows, int tile)
    {
        int rest = (rows - row) % tile;
        return rows - rest - (rest is 1 or 2 or 5 ? tile : 0);
    }

    // Rows are cut into tiles of nearly the same size, which all have eight sums in flight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneVectorWide(in Operands operands, InnerBlock block, int rows)
    {
        for (int row = 0; row < rows; )
        {
            int tiles = (rows - row + RowTiles.MostRows - 1) / RowTiles.MostRows,
                size = (rows - row + tiles - 1) / tiles;
            Operands tile = AtRow(in operands, row);
            switch (size)
            {
                case 1:
                    Run<Size1X1>(in tile, block);
                    break;
                case 2:
                    Run<Size2X1>(in tile, block);
                    break;
                case 3:
                    Run<Size3X1>(in tile, block);
                    break;
                case 4:
                    Run<Size4X1>(in tile, block);
                    break;
                case 5:
                    Run<Size5X1>(in tile, block);
                    break;
                case 6:
                    Run<Size6X1>(in tile, block);
                    break;
                case 7:
                    Run<Size7X1>(in tile, block);
                    break;
                case 8:
                    Run<Size8X1>(in tile, block);
                    break;
                case 9:
                    Run<Size9X1>(in tile, block);
                    break;
                case 10:
                    Run<Size10X1>(in tile, block);
                    break;
                case 11:
                    Run<Size11X1>(in tile, block);
                    break;
                case 12:
                    Run<Size12X1>(in tile, block);
                    break;
                case 13:
                    Run<Size13X1>(in tile, block);
                    break;
                default:
                    Run<Size14X1>(in tile, block);
                    break;
            }

            row += size;
        }
    }

    /// <summary>Tiles of one size, as many as fit before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cover<TSize>(in Operands operands, InnerBlock block, ref int row, int end)
        where TSize : struct, ITileSize
    {
        for (; row + Unsafe.SizeOf<TSize>() <= end; row += Unsafe.SizeOf<TSize>())
            Run<TSize>(AtRow(in operands, row), block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Operands AtRow(in Operands operands, int row)
    {
        nint place = (nint)row * TStrides.OutputRow;
        return operands.AtRow(TStrides.Left(row), place, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TSize>(in Operands tile, InnerBlock block)
        where TSize : struct, ITileSize =>
        Tile.Run<TVector, TSize, TStrides, TEpilogue>(
            in tile.X,
            in tile.W,
            ref tile.Y,
            in tile.Bias,
            ref tile.Saved,
            block.Inner,
            block.Start,
            block.Add,
            block.Last
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTall<TSize>(in Operands tile, InnerBlock block)
        where TSize : struct, ITileSize =>
        TallTile.Run<TSize, TStrides, TEpilogue>(ref tile.X, ref tile.W, ref tile.Y, ref tile.Bias, ref tile.Saved, block);
}
