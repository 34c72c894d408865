using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The mean of each window, channel by channel. What lies outside the image counts as zero, as in PyTorch. Does not allocate.
/// </summary>
public static class AveragePool
{
    /// <summary>Computes the means.</summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the first result.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape>(ref readonly float x, ref float y, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape => Pool<TVector, TShape, Mean>.Run(in x, ref y, samples);

    /// <summary>
    /// Hands each value of a window its share of the gradient of the output. Where windows overlap, shares are added up in the order of the
    /// windows.
    /// </summary>
    /// <param name="upstream">The first pixel of the gradient of the pool's output.</param>
    /// <param name="result">The first pixel of the gradient of the pool's input, or of what stands before the activation that made
    /// it.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TShape, TEpilogue>(ref readonly float upstream, ref float result, ref float saved, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue =>
        PoolGradient<TVector, TShape, Mean, TEpilogue>.Run(in upstream, in upstream, in upstream, ref result, ref saved, samples);

    private readonly struct Mean : IPoolReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector, TShape>(ref float first, PoolWindow window)
            where TVector : struct, IVector<TVector>
            where TShape : struct, IWindowShape
        {
            TVector sum = TVector.Zero;
            for (int line = 0; line < window.Lines; line++)
            for (int pixel = 0; pixel < window.Pixels; pixel++)
                sum += TVector.Load(in Unsafe.Add(ref first, (line * TShape.LeftLine) + (pixel * TShape.Columns)));
            return sum / TVector.Create(TShape.KernelLines * TShape.KernelPixels);
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
            TVector gradient = TVector.Load(in upstream) / TVector.Create(TShape.KernelLines * TShape.KernelPixels);
            for (int line = 0; line < window.Lines; line++)
            for (int pixel = 0; pixel < window.Pixels; pixel++)
                places.Give(gradient, line, pixel);
        }
    }
}
