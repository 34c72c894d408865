using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A contraction of one sample: the same sums as <see cref="Contraction"/>, to the bit, in an order of memory that suits one row.</summary>
internal static class SampleContraction
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>The weights of a layer that a processor's first-level cache is far from holding: 256 KB.</summary>
    private const int LeastStreamedFloats = 64 * 1024;

    /// <summary>Computes the product for one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved)
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
                TwoPanels<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, backwards ? half - PanelWidth - done : done);
            panel = 2 * half;
        }

        // What a shape cannot need, the compiler sees by the constants and leaves out.
        if (TShape.Columns >= 4 * PanelWidth)
        {
            for (; panel + (4 * PanelWidth) <= TShape.Columns; panel += 4 * PanelWidth)
                FourPanels<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel);
        }

        if (TShape.Columns >= PanelWidth)
        {
            for (; panel + PanelWidth <= TShape.Columns; panel += PanelWidth)
                OnePanel<TVector, TShape, PanelStrides<TShape>, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel, PanelWidth);
        }

        if (TShape.Columns % PanelWidth != 0)
            OnePanel<TVector, TShape, LastPanelStrides<TShape>, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, TShape.Columns / PanelWidth * PanelWidth, TShape.Columns % PanelWidth);
    }

    // Two streams keep as many sums in flight as these caches can feed, and prefetching serves few streams best.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Streams<TVector, TShape>()
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape =>
        TVector.Count >= 8 && TShape.Columns >= 4 * PanelWidth && TShape.Inner * TShape.Columns >= LeastStreamedFloats;

    /// <summary>
    /// In which order a thread reads the panels of a weight. A cache that is smaller than what is read in a circle has always just dropped what comes next; whoever turns
    /// back at the end finds there what was read last. The order of panels changes no sum.
    /// </summary>
    private static class Direction<TShape>
        where TShape : struct, IContractionShape
    {
        [ThreadStatic]
        private static bool t_backwards;

        /// <summary>Whether to read from the last panel to the first: every other time.</summary>
        public static bool Turn() => t_backwards = !t_backwards;
    }

    private static void TwoPanels<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int panel)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        for (int k = 0; k < TShape.Inner; k += TShape.Block)
        {
            int inner = Math.Min(TShape.Block, TShape.Inner - k);
            StreamTile.TwoPanels<TVector, TShape, TEpilogue>(
                in Unsafe.Add(ref Unsafe.AsRef(in x), k),
                in Unsafe.Add(ref Unsafe.AsRef(in w), ((nint)panel * TShape.Inner) + ((nint)k * PanelWidth)),
                in Unsafe.Add(ref Unsafe.AsRef(in bias), panel),
                k == 0 && hasBias ? TileStart.Bias : TileStart.Zero,
                ref Unsafe.Add(ref y, panel),
                ref Unsafe.Add(ref saved, panel),
                inner,
                add: k > 0,
                last: k + inner == TShape.Inner);
        }
    }

    private static void FourPanels<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int panel)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        for (int slice = 0; slice < PanelWidth; slice += 2 * TVector.Count)
        {
            int column = panel + slice;
            for (int k = 0; k < TShape.Inner; k += TShape.Block)
            {
                int inner = Math.Min(TShape.Block, TShape.Inner - k);
                SampleTile.FourPanels<TVector, TShape, TEpilogue>(
                    in Unsafe.Add(ref Unsafe.AsRef(in x), k),
                    in Unsafe.Add(ref Unsafe.AsRef(in w), ((nint)panel * TShape.Inner) + ((nint)k * PanelWidth) + slice),
                    in Unsafe.Add(ref Unsafe.AsRef(in bias), column),
                    k == 0 && hasBias ? TileStart.Bias : TileStart.Zero,
                    ref Unsafe.Add(ref y, column),
                    ref Unsafe.Add(ref saved, column),
                    inner,
                    add: k > 0,
                    last: k + inner == TShape.Inner);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OnePanel<TVector, TShape, TStrides, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int panel, int width)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        for (int slice = 0; slice < width; slice += width == TVector.Count ? TVector.Count : 2 * TVector.Count)
        {
            int column = panel + slice;
            ref readonly float sliceW = ref Unsafe.Add(ref Unsafe.AsRef(in w), ((nint)panel * TShape.Inner) + slice);
            ref readonly float sliceBias = ref Unsafe.Add(ref Unsafe.AsRef(in bias), column);
            ref float place = ref Unsafe.Add(ref y, column);
            ref float savedPlace = ref Unsafe.Add(ref saved, column);

            // Nearly always four blocks are all there are: then the choice among tiles is the compiler's.
            if (TShape.Inner <= 4 * TShape.Block)
            {
                FourBlocks<TVector, TShape, TStrides, TEpilogue>(in x, in sliceW, in sliceBias, hasBias, ref place, ref savedPlace, 0, width);
                continue;
            }

            for (int k = 0; k < TShape.Inner; k += 4 * TShape.Block)
                FourBlocks<TVector, TShape, TStrides, TEpilogue>(in x, in sliceW, in sliceBias, hasBias, ref place, ref savedPlace, k, width);
        }
    }

    /// <summary>The blocks from <paramref name="k"/> on, at most four, for one or two vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourBlocks<TVector, TShape, TStrides, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int k, int width)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
    {
        int remaining = TShape.Inner - k;
        int blocks = Math.Min(4, (remaining + TShape.Block - 1) / TShape.Block);
        int lastBlock = Math.Min(TShape.Block, remaining - ((blocks - 1) * TShape.Block));
        TileStart start = k == 0 && hasBias ? TileStart.Bias : TileStart.Zero;
        bool last = k + (4 * TShape.Block) >= TShape.Inner;
        x = ref Unsafe.Add(ref Unsafe.AsRef(in x), k);
        w = ref Unsafe.Add(ref Unsafe.AsRef(in w), (nint)k * TStrides.RightInner);
        if (width == TVector.Count)
        {
            switch (blocks)
            {
                case 1: SampleTile.Blocks<TVector, TShape, Size1X1, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                case 2: SampleTile.Blocks<TVector, TShape, Size2X1, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                case 3: SampleTile.Blocks<TVector, TShape, Size3X1, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                default: SampleTile.Blocks<TVector, TShape, Size4X1, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
            }
        }
        else
        {
            switch (blocks)
            {
                case 1: SampleTile.Blocks<TVector, TShape, Size1X2, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                case 2: SampleTile.Blocks<TVector, TShape, Size2X2, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                case 3: SampleTile.Blocks<TVector, TShape, Size3X2, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
                default: SampleTile.Blocks<TVector, TShape, Size4X2, TStrides, TEpilogue>(in x, in w, in bias, start, ref y, ref saved, lastBlock, k > 0, last); break;
            }
        }
    }
}
