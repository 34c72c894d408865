using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Up to seven neighbouring pixels of one vector of channels, each channel with a window of its own: every sum is in a register, and each
/// load of a weight serves all pixels.
/// </summary>
internal static class DepthwiseTile
{
    /// <summary>The most pixels of a tile.</summary>
    public const int MostPixels = 7;

    /// <summary>Computes one tile.</summary>
    /// <param name="x">The first float of the first pixel's window.</param>
    /// <param name="w">The weight of the first place of the window.</param>
    /// <param name="width">The distance between the weights of two places.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="channel">The epilogue's table, if it has one.</param>
    /// <param name="y">The first pixel of the output.</param>
    /// <param name="saved">The place of <paramref name="y"/> in the epilogue's second buffer.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TSize, TShape, TEpilogue>(
        ref float x,
        ref float w,
        int width,
        TVector start,
        ref float channel,
        ref float y,
        ref float saved
    )
        where TVector : struct, IVector<TVector>
        where TSize : struct, ITileSize
        where TShape : struct, IDepthwiseShape
        where TEpilogue : struct, IEpilogue
    {
        TVector s0 = start,
            s1 = start,
            s2 = start;
        TVector s3 = start,
            s4 = start,
            s5 = start,
            s6 = start;
        for (int line = 0; line < TShape.KernelLines; line++)
        {
            for (int pixel = 0; pixel < TShape.KernelPixels; pixel++)
            {
                TVector weight = TVector.Load(in w);
                s0 = TVector.MultiplyAdd(TVector.Load(in x), weight, s0);
                if (Unsafe.SizeOf<TSize>() > 1)
                    s1 = Add<TVector, TShape>(ref x, 1, weight, s1);
                if (Unsafe.SizeOf<TSize>() > 2)
                    s2 = Add<TVector, TShape>(ref x, 2, weight, s2);
                if (Unsafe.SizeOf<TSize>() > 3)
                    s3 = Add<TVector, TShape>(ref x, 3, weight, s3);
                if (Unsafe.SizeOf<TSize>() > 4)
                    s4 = Add<TVector, TShape>(ref x, 4, weight, s4);
                if (Unsafe.SizeOf<TSize>() > 5)
                    s5 = Add<TVector, TShape>(ref x, 5, weight, s5);
                if (Unsafe.SizeOf<TSize>() > 6)
                    s6 = Add<TVector, TShape>(ref x, 6, weight, s6);
                x = ref Unsafe.Add(ref x, TShape.LeftKernelPixel);
                w = ref Unsafe.Add(ref w, width);
            }

            x = ref Unsafe.Add(ref x, TShape.LeftKernelLine - (TShape.KernelPixels * TShape.LeftKernelPixel));
        }

        Finish<TVector, TShape, TEpilogue>(s0, ref channel, ref y, ref saved, 0);
        if (Unsafe.SizeOf<TSize>() > 1)
            Finish<TVector, TShape, TEpilogue>(s1, ref channel, ref y, ref saved, 1);
        if (Unsafe.SizeOf<TSize>() > 2)
            Finish<TVector, TShape, TEpilogue>(s2, ref channel, ref y, ref saved, 2);
        if (Unsafe.SizeOf<TSize>() > 3)
            Finish<TVector, TShape, TEpilogue>(s3, ref channel, ref y, ref saved, 3);
        if (Unsafe.SizeOf<TSize>() > 4)
            Finish<TVector, TShape, TEpilogue>(s4, ref channel, ref y, ref saved, 4);
        if (Unsafe.SizeOf<TSize>() > 5)
            Finish<TVector, TShape, TEpilogue>(s5, ref channel, ref y, ref saved, 5);
        if (Unsafe.SizeOf<TSize>() > 6)
            Finish<TVector, TShape, TEpilogue>(s6, ref channel, ref y, ref saved, 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TVector, TShape>(ref float x, int pixel, TVector weight, TVector sum)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape =>
        TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref x, pixel * TShape.StepPixels * TShape.Columns)), weight, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVector, TShape, TEpilogue>(TVector sum, ref float channel, ref float y, ref float saved, int pixel)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape
        where TEpilogue : struct, IEpilogue
    {
        if (TEpilogue.TableColumns > 0)
            sum = TVector.MultiplyAdd(
                sum,
                FoldedTable.Scale<TVector, TEpilogue>(ref channel, 0),
                FoldedTable.Shift<TVector, TEpilogue>(ref channel, 0)
            );
        int position = pixel * TShape.Columns;
        TEpilogue.Store(sum, ref Unsafe.Add(ref y, position), ref Unsafe.Add(ref saved, position));
    }
}
