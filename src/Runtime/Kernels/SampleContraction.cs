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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        int panel = 0;
        if (Streams<TVector, TShape>())
        {
            for (; panel < StreamTile.Half<TShape>(); panel += PanelWidth)
                TwoPanels<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel);
            panel += StreamTile.Half<TShape>();
        }

        for (; panel + (4 * PanelWidth) <= TShape.Columns; panel += 4 * PanelWidth)
            FourPanels<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel);
        for (; panel + PanelWidth <= TShape.Columns; panel += PanelWidth)
            OnePanel<TVector, TShape, PanelStrides<TShape>, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel, PanelWidth);
        if (panel < TShape.Columns)
            OnePanel<TVector, TShape, LastPanelStrides<TShape>, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, panel, TShape.Columns % PanelWidth);
    }

    // Two streams keep as many sums in flight as these caches can feed, and prefetching serves few streams best.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Streams<TVector, TShape>()
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape =>
        TVector.Count >= 8 && TShape.Columns >= 4 * PanelWidth && TShape.Inner * TShape.Columns >= LeastStreamedFloats;

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
            for (int k = 0; k < TShape.Inner; k += 4 * TShape.Block)
            {
                int remaining = TShape.Inner - k;
                int blocks = Math.Min(4, (remaining + TShape.Block - 1) / TShape.Block);
                int lastBlock = Math.Min(TShape.Block, remaining - ((blocks - 1) * TShape.Block));
                TileStart start = k == 0 && hasBias ? TileStart.Bias : TileStart.Zero;
                bool last = k + (4 * TShape.Block) >= TShape.Inner;
                ref readonly float blockX = ref Unsafe.Add(ref Unsafe.AsRef(in x), k);
                ref readonly float blockW = ref Unsafe.Add(ref Unsafe.AsRef(in w), ((nint)panel * TShape.Inner) + ((nint)k * TStrides.RightInner) + slice);
                ref readonly float blockBias = ref Unsafe.Add(ref Unsafe.AsRef(in bias), column);
                ref float place = ref Unsafe.Add(ref y, column);
                ref float savedPlace = ref Unsafe.Add(ref saved, column);
                if (width == TVector.Count)
                {
                    switch (blocks)
                    {
                        case 1: SampleTile.Blocks<TVector, Size1X1, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, lastBlock, lastBlock, k > 0, last); break;
                        case 2: SampleTile.Blocks<TVector, Size2X1, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                        case 3: SampleTile.Blocks<TVector, Size3X1, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                        default: SampleTile.Blocks<TVector, Size4X1, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                    }
                }
                else
                {
                    switch (blocks)
                    {
                        case 1: SampleTile.Blocks<TVector, Size1X2, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, lastBlock, lastBlock, k > 0, last); break;
                        case 2: SampleTile.Blocks<TVector, Size2X2, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                        case 3: SampleTile.Blocks<TVector, Size3X2, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                        default: SampleTile.Blocks<TVector, Size4X2, TStrides, TEpilogue>(in blockX, in blockW, in blockBias, start, ref place, ref savedPlace, TShape.Block, lastBlock, k > 0, last); break;
                    }
                }
            }
        }
    }
}
