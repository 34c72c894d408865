using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The register tile for one sample against a weight that comes from the second or third-level cache. It reads both halves of the weight
/// side by side, each from front to back, and asks for what it will need soon: the processor's own prefetcher stops at the borders of
/// pages.
/// </summary>
internal static class StreamTile
{
    /// <summary>The floats of one megabyte: the second-level cache of present processors holds no weight of so many.</summary>
    private const int SecondLevelFloats = 256 * 1024;

    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>
    /// Sums one block of k for all columns of a full panel of the first half of the weight, and of its counterpart in the second half; for
    /// vectors of 8 or 16 lanes. Where one panel ends, what was asked for ahead is the beginning of the panel behind it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void TwoPanels<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        TileStart start,
        ref float y,
        ref float saved,
        int inner,
        bool add,
        bool last
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        TVector s00 = SampleTile.Start<TVector>(in bias, 0, start);
        TVector s01 = SampleTile.Start<TVector>(in bias, TVector.Count, start);
        TVector s02 = TVector.Count == 8 ? SampleTile.Start<TVector>(in bias, 2 * TVector.Count, start) : TVector.Zero;
        TVector s03 = TVector.Count == 8 ? SampleTile.Start<TVector>(in bias, 3 * TVector.Count, start) : TVector.Zero;
        TVector s10 = SampleTile.Start<TVector>(in bias, Half<TShape>(), start);
        TVector s11 = SampleTile.Start<TVector>(in bias, Half<TShape>() + TVector.Count, start);
        TVector s12 = TVector.Count == 8 ? SampleTile.Start<TVector>(in bias, Half<TShape>() + (2 * TVector.Count), start) : TVector.Zero;
        TVector s13 = TVector.Count == 8 ? SampleTile.Start<TVector>(in bias, Half<TShape>() + (3 * TVector.Count), start) : TVector.Zero;
        ref float right = ref Unsafe.AsRef(in w);
        ref float next = ref Unsafe.Add(ref right, Half<TShape>() * TShape.Inner);
        float* ahead = (float*)Unsafe.AsPointer(ref right) + (RowsAhead<TShape>() * PanelWidth);
        float* nextAhead = (float*)Unsafe.AsPointer(ref next) + (RowsAhead<TShape>() * PanelWidth);
        for (int k = 0; k < inner; k++)
        {
            TVector value = TVector.Create(Unsafe.Add(ref Unsafe.AsRef(in x), k));
            Prefetch(ahead);
            s00 = TVector.MultiplyAdd(value, in right, s00);
            s01 = TVector.MultiplyAdd(value, in Unsafe.Add(ref right, TVector.Count), s01);
            if (TVector.Count == 8)
            {
                s02 = TVector.MultiplyAdd(value, in Unsafe.Add(ref right, 2 * TVector.Count), s02);
                s03 = TVector.MultiplyAdd(value, in Unsafe.Add(ref right, 3 * TVector.Count), s03);
            }

            Prefetch(nextAhead);
            s10 = TVector.MultiplyAdd(value, in next, s10);
            s11 = TVector.MultiplyAdd(value, in Unsafe.Add(ref next, TVector.Count), s11);
            if (TVector.Count == 8)
            {
                s12 = TVector.MultiplyAdd(value, in Unsafe.Add(ref next, 2 * TVector.Count), s12);
                s13 = TVector.MultiplyAdd(value, in Unsafe.Add(ref next, 3 * TVector.Count), s13);
            }

            right = ref Unsafe.Add(ref right, PanelWidth);
            next = ref Unsafe.Add(ref next, PanelWidth);
            ahead += PanelWidth;
            nextAhead += PanelWidth;
        }

        SampleTile.Finish<TVector, TEpilogue>(s00, ref y, ref saved, 0, add, last);
        SampleTile.Finish<TVector, TEpilogue>(s01, ref y, ref saved, TVector.Count, add, last);
        SampleTile.Finish<TVector, TEpilogue>(s10, ref y, ref saved, Half<TShape>(), add, last);
        SampleTile.Finish<TVector, TEpilogue>(s11, ref y, ref saved, Half<TShape>() + TVector.Count, add, last);
        if (TVector.Count == 8)
        {
            SampleTile.Finish<TVector, TEpilogue>(s02, ref y, ref saved, 2 * TVector.Count, add, last);
            SampleTile.Finish<TVector, TEpilogue>(s03, ref y, ref saved, 3 * TVector.Count, add, last);
            SampleTile.Finish<TVector, TEpilogue>(s12, ref y, ref saved, Half<TShape>() + (2 * TVector.Count), add, last);
            SampleTile.Finish<TVector, TEpilogue>(s13, ref y, ref saved, Half<TShape>() + (3 * TVector.Count), add, last);
        }
    }

    /// <summary>Whether a weight comes from the third-level cache at the earliest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBeyondSecondLevel<TShape>()
        where TShape : struct, IContractionShape => TShape.Inner * TShape.Columns >= SecondLevelFloats;

    // 2 KB are some tens of nanoseconds of the third-level cache's stream; the second-level cache needs less, and so far ahead would be
    // slower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowsAhead<TShape>()
        where TShape : struct, IContractionShape => IsBeyondSecondLevel<TShape>() ? 16 : 8;

    /// <summary>The columns of the first half, in whole panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Half<TShape>()
        where TShape : struct, IContractionShape => TShape.Columns / (2 * PanelWidth) * PanelWidth;

    // Both cache lines of a row. An address that is past the end of the weight, or no longer its address, is harmless: a prefetch never
    // faults.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(float* row)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(row);
            Sse.Prefetch0(row + (PanelWidth / 2));
        }
    }
}
