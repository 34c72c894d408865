using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A contraction of one sample: the same sums as <see cref="Contraction"/>, to the bit, in an order of memory that suits one row.
/// </summary>
internal static class SampleContraction
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>The weights of a layer that a processor's first-level cache is far from holding: 256 KB.</summary>
    private const int LeastStreamedFloats = 64 * 1024;

    /// <summary>Computes the product for one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TShape, TEpilogue>(Operands operands)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        int panel = 0;
        if (Streams<TVector, TShape>())
        {
            int half = StreamTile.Half<TShape>();
            bool backwards = StreamTile.IsBeyondSecondLevel<TShape>() && Direction<TShape>.Turn();
            for (int done = 0; done < half; done += PanelWidth)
                TwoPanels<TVector, TShape, TEpilogue>(operands, backwards ? half - PanelWidth - done : done);
            panel = 2 * half;
        }

        // What a shape cannot need, the compiler sees by the constants and leaves out.
        if (TShape.Columns >= 4 * PanelWidth)
        {
            for (; panel + (4 * PanelWidth) <= TShape.Columns; panel += 4 * PanelWidth)
                FourPanels<TVector, TShape, TEpilogue>(operands, panel);
        }

        var work = new Blocks<TVector, TShape, TEpilogue>(operands);
        Panels.Run<TVector, TShape, Blocks<TVector, TShape, TEpilogue>>(ref work, panel, TShape.Columns);
    }

    // Two streams keep as many sums in flight as these caches can feed, and prefetching serves few streams best.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Streams<TVector, TShape>()
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape =>
        TVector.Count >= 8 && TShape.Columns >= 4 * PanelWidth && TShape.Inner * TShape.Columns >= LeastStreamedFloats;

    /// <summary>
    /// In which order a thread reads the panels of a weight. A cache that is smaller than what is read in a circle has always just dropped
    /// what comes next; whoever turns back at the end finds there what was read last. The order of panels changes no sum.
    /// </summary>
    private static class Direction<TShape>
        where TShape : struct, IContractionShape
    {
        [ThreadStatic]
        private static bool t_backwards;

        /// <summary>Whether to read from the last panel to the first: every other time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Turn() => t_backwards = !t_backwards;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoPanels<TVector, TShape, TEpilogue>(Operands operands, int panel)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        operands = operands.AtColumn((nint)panel * TShape.Inner, panel);
        for (int k = 0; k < TShape.Inner; k += TShape.Block)
        {
            InnerBlock block = InnerBlock.At<TShape, TEpilogue>(k, in operands);
            StreamTile.TwoPanels<TVector, TShape, TEpilogue>(
                in Unsafe.Add(ref operands.X, k),
                in Unsafe.Add(ref operands.W, (nint)k * PanelWidth),
                in operands.Bias,
                block.Start,
                ref operands.Y,
                ref operands.Saved,
                block.Inner,
                block.Add,
                block.Last
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPanels<TVector, TShape, TEpilogue>(Operands operands, int panel)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        for (int slice = 0; slice < PanelWidth; slice += 2 * TVector.Count)
        {
            Operands columns = operands.AtColumn(((nint)panel * TShape.Inner) + slice, panel + slice);
            for (int k = 0; k < TShape.Inner; k += TShape.Block)
            {
                InnerBlock block = InnerBlock.At<TShape, TEpilogue>(k, in columns);
                SampleTile.FourPanels<TVector, TShape, TEpilogue>(
                    in Unsafe.Add(ref columns.X, k),
                    in Unsafe.Add(ref columns.W, (nint)k * PanelWidth),
                    in columns.Bias,
                    block.Start,
                    ref columns.Y,
                    ref columns.Saved,
                    block.Inner,
                    block.Add,
                    block.Last
                );
            }
        }
    }

    /// <summary>A slice of columns, four blocks at a time.</summary>
    private readonly ref struct Blocks<TVector, TShape, TEpilogue>(Operands operands) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        private readonly Operands _operands = operands;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            Operands columns = _operands.AtColumn(((nint)panel * TShape.Inner) + slice, panel + slice);

            // Nearly always four blocks are all there are: then the choice among tiles is the compiler's.
            if (TShape.Inner <= 4 * TShape.Block)
            {
                FourBlocks<TPanel, TVectors>(columns, 0);
                return;
            }

            for (int k = 0; k < TShape.Inner; k += 4 * TShape.Block)
                FourBlocks<TPanel, TVectors>(columns, k);
        }

        /// <summary>The blocks from <paramref name="k"/> on, at most four.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void FourBlocks<TPanel, TVectors>(Operands columns, int k)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            int remaining = TShape.Inner - k,
                blocks = Math.Min(4, (remaining + TShape.Block - 1) / TShape.Block);
            int lastBlock = Math.Min(TShape.Block, remaining - ((blocks - 1) * TShape.Block));
            if (k > 0)
                columns = columns.AtInner(k, (nint)k * TPanel.Width);
            if (TVectors.Count == 1)
            {
                switch (blocks)
                {
                    case 1:
                        Tile<Size1X1, TPanel>(columns, k, lastBlock);
                        break;
                    case 2:
                        Tile<Size2X1, TPanel>(columns, k, lastBlock);
                        break;
                    case 3:
                        Tile<Size3X1, TPanel>(columns, k, lastBlock);
                        break;
                    default:
                        Tile<Size4X1, TPanel>(columns, k, lastBlock);
                        break;
                }
            }
            else
            {
                switch (blocks)
                {
                    case 1:
                        Tile<Size1X2, TPanel>(columns, k, lastBlock);
                        break;
                    case 2:
                        Tile<Size2X2, TPanel>(columns, k, lastBlock);
                        break;
                    case 3:
                        Tile<Size3X2, TPanel>(columns, k, lastBlock);
                        break;
                    default:
                        Tile<Size4X2, TPanel>(columns, k, lastBlock);
                        break;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Tile<TSize, TPanel>(Operands columns, int k, int lastBlock)
            where TSize : struct, ITileSize
            where TPanel : struct, IPanel =>
            SampleTile.Blocks<TVector, TShape, TSize, ContractionStrides<TShape, TPanel>, TEpilogue>(
                in columns.X,
                in columns.W,
                in columns.Bias,
                k == 0 && columns.HasBias ? TileStart.Bias : TileStart.Zero,
                ref columns.Y,
                ref columns.Saved,
                lastBlock,
                add: k > 0,
                last: k + (4 * TShape.Block) >= TShape.Inner
            );
    }
}
