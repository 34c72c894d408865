using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The largest value of each window, channel by channel. Does not allocate.</summary>
public static class MaxPool
{
    /// <summary>Computes the largest values; a NaN in a window is its largest value.</summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the first result.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape>(ref readonly float x, ref float y, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape => Pool<TVector, TShape, Largest>.Run(in x, ref y, samples);

    /// <summary>
    /// Hands the gradient of each output to the first of the window's values that equals it. Where windows overlap, what a value receives
    /// is added up in the order of the windows.
    /// </summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the pool's first result.</param>
    /// <param name="upstream">The first pixel of the gradient of the pool's output.</param>
    /// <param name="result">The first pixel of the gradient of the pool's input, or of what stands before the activation that made
    /// it.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float y,
        ref readonly float upstream,
        ref float result,
        ref float saved,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue =>
        PoolGradient<TVector, TShape, Largest, TEpilogue>.Run(in x, in y, in upstream, ref result, ref saved, samples);

    // By far the most frequent pool has windows of two by two values, none of which leaves the image: it gets code without loops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsTwoByTwo<TShape>()
        where TShape : struct, IWindowShape =>
        TShape.KernelLines == 2
        && TShape.KernelPixels == 2
        && TShape.DilationLines == 1
        && TShape.DilationPixels == 1
        && PoolWindow.IsInside<TShape>();

    // Where a value of a window lies in the image, from the window's first one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place<TShape>(int line, int pixel)
        where TShape : struct, IWindowShape =>
        (line * TShape.DilationLines * TShape.LeftLine) + (pixel * TShape.DilationPixels * TShape.Columns);

    /// <summary>The largest value of any window, from its first pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector OfWindow<TVector, TShape>(ref float first, PoolWindow window)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape
    {
        TVector largest = TVector.Load(in first);
        for (int line = 0; line < window.Lines; line++)
        for (int pixel = 0; pixel < window.Pixels; pixel++)
            largest = TVector.Max(largest, TVector.Load(in Unsafe.Add(ref first, Place<TShape>(line, pixel))));
        return largest;
    }

    private readonly struct Largest : IPoolReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TShape>(ref float first, PoolWindow window)
            where TVector : struct, IVector<TVector>
            where TShape : struct, IWindowShape
        {
            if (IsTwoByTwo<TShape>())
            {
                TVector above = TVector.Max(TVector.Load(in first), TVector.Load(in Unsafe.Add(ref first, TShape.Columns)));
                TVector below = TVector.Max(
                    TVector.Load(in Unsafe.Add(ref first, TShape.LeftLine)),
                    TVector.Load(in Unsafe.Add(ref first, TShape.LeftLine + TShape.Columns))
                );
                return TVector.Max(above, below);
            }

            return OfWindow<TVector, TShape>(ref first, window);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Spread<TVector, TShape, TEpilogue>(
            ref float image,
            ref float value,
            ref float upstream,
            PoolPlaces<TShape, TEpilogue> places,
            PoolWindow window
        )
            where TVector : struct, IVector<TVector>
            where TShape : struct, IPoolGradientShape
            where TEpilogue : struct, IEpilogue
        {
            TVector largest = TVector.Load(in value),
                rest = TVector.Load(in upstream);
            if (IsTwoByTwo<TShape>())
            {
                rest = Give(ref image, largest, rest, places, 0, 0);
                rest = Give(ref image, largest, rest, places, 0, 1);
                rest = Give(ref image, largest, rest, places, 1, 0);
                Give(ref image, largest, rest, places, 1, 1);
                return;
            }

            for (int line = 0; line < window.Lines; line++)
            for (int pixel = 0; pixel < window.Pixels; pixel++)
                rest = Give(ref image, largest, rest, places, line, pixel);
        }

        /// <summary>Hands a gradient to one value of a window where that equals the largest; returns what remains for the others.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Give<TVector, TShape, TEpilogue>(
            ref float image,
            TVector largest,
            TVector rest,
            PoolPlaces<TShape, TEpilogue> places,
            int line,
            int pixel
        )
            where TVector : struct, IVector<TVector>
            where TShape : struct, IPoolGradientShape
            where TEpilogue : struct, IEpilogue
        {
            TVector isLargest = TVector.Equal(TVector.Load(in Unsafe.Add(ref image, Place<TShape>(line, pixel))), largest);
            places.Give(isLargest & rest, line, pixel);
            return TVector.Select(isLargest, TVector.Zero, rest);
        }
    }
}
