using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The mean of each window, channel by channel. What lies outside the image counts as zero, as in PyTorch. Does not allocate.</summary>
public static class AveragePool
{
    /// <summary>Computes the means.</summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the first result.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector, TShape>(ref readonly float x, ref float y, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float image = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * TShape.LeftSample);
            ref float output = ref Unsafe.Add(ref y, (nint)sample * TShape.OutputSample);
            for (int line = 0; line < TShape.Lines; line++)
            {
                for (int pixel = 0; pixel < TShape.Pixels; pixel++)
                {
                    PoolWindow window = PoolWindow.At<TShape>(line, pixel);
                    ref float first = ref Unsafe.Add(ref image, (window.Line * TShape.LeftLine) + (window.Pixel * TShape.Columns));
                    ref float place = ref Unsafe.Add(ref output, (line * TShape.OutputLine) + (pixel * TShape.Columns));
                    for (int column = 0; column < TShape.Columns; column += TVector.Count)
                        TVector.Store(Mean<TVector, TShape>(ref Unsafe.Add(ref first, column), window), ref Unsafe.Add(ref place, column));
                }
            }
        }
    }

    /// <summary>Hands each value of a window its share of the gradient of the output. Where windows overlap, shares are added up in the order of the windows.</summary>
    /// <param name="upstream">The first pixel of the gradient of the pool's output.</param>
    /// <param name="result">The first pixel of the gradient of the pool's input, or of what stands before the activation that made it.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient<TVector, TShape, TEpilogue>(ref readonly float upstream, ref float result, ref float saved, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue
    {
        bool overlap = PoolWindow.Overlap<TShape>();
        if (overlap || !PoolWindow.CoverImage<TShape>())
            ImagePass.Clear<TVector>(ref result, TShape.ResultLine, TShape.ResultSample, TShape.InputPixels * TShape.Columns, TShape.InputLines, samples);
        for (int sample = 0; sample < samples; sample++)
        {
            ref float above = ref Unsafe.Add(ref Unsafe.AsRef(in upstream), (nint)sample * TShape.UpstreamSample);
            ref float target = ref Unsafe.Add(ref result, (nint)sample * TShape.ResultSample);
            ref float second = ref Unsafe.Add(ref saved, (nint)sample * TShape.SavedSample);
            for (int line = 0; line < TShape.Lines; line++)
            {
                for (int pixel = 0; pixel < TShape.Pixels; pixel++)
                {
                    PoolWindow window = PoolWindow.At<TShape>(line, pixel);
                    for (int column = 0; column < TShape.Columns; column += TVector.Count)
                    {
                        Spread<TVector, TShape, TEpilogue>(
                            TVector.Load(in Unsafe.Add(ref above, (line * TShape.UpstreamLine) + (pixel * TShape.Columns) + column)),
                            ref Unsafe.Add(ref target, (window.Line * TShape.ResultLine) + (window.Pixel * TShape.Columns) + column),
                            ref Unsafe.Add(ref second, (window.Line * TShape.SavedLine) + (window.Pixel * TShape.Columns) + column),
                            window,
                            overlap);
                    }
                }
            }
        }

        if (overlap)
            ImagePass.Apply<TVector, TEpilogue>(ref result, TShape.ResultLine, TShape.ResultSample, ref saved, TShape.SavedLine, TShape.SavedSample, TShape.InputPixels * TShape.Columns, TShape.InputLines, samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mean<TVector, TShape>(ref float first, PoolWindow window)
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
    private static void Spread<TVector, TShape, TEpilogue>(TVector upstream, ref float result, ref float saved, PoolWindow window, bool overlap)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue
    {
        TVector gradient = upstream / TVector.Create(TShape.KernelLines * TShape.KernelPixels);
        for (int line = 0; line < window.Lines; line++)
        {
            for (int pixel = 0; pixel < window.Pixels; pixel++)
            {
                ref float place = ref Unsafe.Add(ref result, (line * TShape.ResultLine) + (pixel * TShape.Columns));
                if (overlap)
                    TVector.Store(TVector.Load(in place) + gradient, ref place);
                else
                    TEpilogue.Store(gradient, ref place, ref Unsafe.Add(ref saved, (line * TShape.SavedLine) + (pixel * TShape.Columns)));
            }
        }
    }
}
