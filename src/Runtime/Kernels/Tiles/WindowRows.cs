using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// How the rows of a convolution's weight gradient, the places of the window with their channels, are cut into tiles. A block of few rows
/// would leave multipliers waiting, so that a tile takes several: the whole of a small window. All of it is constant once the shape is.
/// </summary>
internal static class WindowRows<TShape>
    where TShape : struct, IConvolutionGradientShape
{
    /// <summary>The most blocks whose rows are those of one tile.</summary>
    public static int BlocksTogether
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (TShape.RightBlock != 0 || TShape.RightBlockLine != 0 || 2 * TShape.BlockRows > RowTiles.MostRows)
                return 1;
            int most = RowTiles.MostRows / TShape.BlockRows,
                run = TShape.BlocksPerLine > 1 ? TShape.BlocksPerLine : TShape.Blocks,
                tiles = (run + most - 1) / most;
            return (run + tiles - 1) / tiles;
        }
    }

    /// <summary>
    /// Whether tiles of one vector of columns serve even where there are two: those have 8, 4, 2 or 1 rows, and leave multipliers waiting
    /// with fewer than four. Rows that span several blocks must be one tile in any case.
    /// </summary>
    public static bool AreOneVectorWide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BlocksTogether > 1 || (TShape.BlockRows <= RowTiles.MostRows && TShape.BlockRows % 4 != 0);
    }

    /// <summary>The position in x of a row, counted from the first row of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) =>
        BlocksTogether == 1
            ? row
            : (row / TShape.BlockRows * (TShape.BlocksPerLine > 1 ? TShape.LeftBlock : TShape.LeftBlockLine)) + (row % TShape.BlockRows);

    /// <summary>The rows from <paramref name="k"/> on that tiles can take together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Together(int k, int end)
    {
        (int block, int row) = Math.DivRem(k, TShape.BlockRows);
        int blocks =
            row > 0 ? 1
            : TShape.BlocksPerLine > 1 ? Math.Min(BlocksTogether, TShape.BlocksPerLine - (block % TShape.BlocksPerLine))
            : BlocksTogether;
        return Math.Min((blocks * TShape.BlockRows) - row, end - k);
    }
}
