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
                if (IsTwoByTwo<TShape>())
                {
                    LineOfPairs<TVector, TShape>(ref Unsafe.Add(ref image, line * TShape.StepLines * TShape.LeftLine), ref Unsafe.Add(ref output, line * TShape.OutputLine));
                    continue;
                }

                for (int pixel = 0; pixel < TShape.Pixels; pixel++)
                {
                    PoolWindow window = PoolWindow.At<TShape>(line, pixel);
                    ref float first = ref Unsafe.Add(ref image, (window.Line * TShape.LeftLine) + (window.Pixel * TShape.Columns));
                    ref float place = ref Unsafe.Add(ref output, (line * TShape.OutputLine) + (pixel * TShape.Columns));
                    for (int column = 0; column < TShape.Columns; column += TVector.Count)
                        TVector.Store(Largest<TVector, TShape>(ref Unsafe.Add(ref first, column), window), ref Unsafe.Add(ref place, column));
                }
            }
        }
    }

    /// <summary>Hands the gradient of each output to the first of the window's values that equals it. Where windows overlap, what a value receives is added up in the order of the windows.</summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the pool's first result.</param>
    /// <param name="upstream">The first pixel of the gradient of the pool's output.</param>
    /// <param name="result">The first pixel of the gradient of the pool's input, or of what stands before the activation that made it.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient<TVector, TShape, TEpilogue>(ref readonly float x, ref readonly float y, ref readonly float upstream, ref float result, ref float saved, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue
    {
        bool overlap = PoolWindow.Overlap<TShape>();
        if (overlap || !PoolWindow.CoverImage<TShape>())
            ImagePass.Clear<TVector>(ref result, TShape.ResultLine, TShape.ResultSample, TShape.InputPixels * TShape.Columns, TShape.InputLines, samples);
        for (int sample = 0; sample < samples; sample++)
        {
            ref float image = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * TShape.LeftSample);
            ref float output = ref Unsafe.Add(ref Unsafe.AsRef(in y), (nint)sample * TShape.OutputSample);
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
                            ref Unsafe.Add(ref image, (window.Line * TShape.LeftLine) + (window.Pixel * TShape.Columns) + column),
                            TVector.Load(in Unsafe.Add(ref output, (line * TShape.OutputLine) + (pixel * TShape.Columns) + column)),
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
    private static bool IsTwoByTwo<TShape>()
        where TShape : struct, IWindowShape => TShape.KernelLines == 2 && TShape.KernelPixels == 2 && PoolWindow.IsInside<TShape>();

    /// <summary>One line of windows of two by two values, none of which leaves the image: by far the most frequent pool.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LineOfPairs<TVector, TShape>(ref float image, ref float output)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape
    {
        for (int pixel = 0; pixel < TShape.Pixels; pixel++)
        {
            for (int column = 0; column < TShape.Columns; column += TVector.Count)
            {
                ref float first = ref Unsafe.Add(ref image, column);
                TVector above = TVector.Max(TVector.Load(in first), TVector.Load(in Unsafe.Add(ref first, TShape.Columns)));
                TVector below = TVector.Max(TVector.Load(in Unsafe.Add(ref first, TShape.LeftLine)), TVector.Load(in Unsafe.Add(ref first, TShape.LeftLine + TShape.Columns)));
                TVector.Store(TVector.Max(above, below), ref Unsafe.Add(ref output, column));
            }

            image = ref Unsafe.Add(ref image, TShape.StepPixels * TShape.Columns);
            output = ref Unsafe.Add(ref output, TShape.Columns);
        }
    }

    /// <summary>The largest value of a window, from its first pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Largest<TVector, TShape>(ref float first, PoolWindow window)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape
    {
        TVector largest = TVector.Load(in first);
        for (int line = 0; line < window.Lines; line++)
            for (int pixel = 0; pixel < window.Pixels; pixel++)
                largest = TVector.Max(largest, TVector.Load(in Unsafe.Add(ref first, (line * TShape.LeftLine) + (pixel * TShape.Columns))));
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<TVector, TShape, TEpilogue>(ref float first, TVector largest, TVector upstream, ref float result, ref float saved, PoolWindow window, bool overlap)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue
    {
        if (IsTwoByTwo<TShape>())
        {
            TVector left = Give<TVector, TEpilogue>(ref first, largest, upstream, ref result, ref saved, overlap);
            left = Give<TVector, TEpilogue>(ref Unsafe.Add(ref first, TShape.Columns), largest, left, ref Unsafe.Add(ref result, TShape.Columns), ref Unsafe.Add(ref saved, TShape.Columns), overlap);
            left = Give<TVector, TEpilogue>(ref Unsafe.Add(ref first, TShape.LeftLine), largest, left, ref Unsafe.Add(ref result, TShape.ResultLine), ref Unsafe.Add(ref saved, TShape.SavedLine), overlap);
            Give<TVector, TEpilogue>(
                ref Unsafe.Add(ref first, TShape.LeftLine + TShape.Columns),
                largest,
                left,
                ref Unsafe.Add(ref result, TShape.ResultLine + TShape.Columns),
                ref Unsafe.Add(ref saved, TShape.SavedLine + TShape.Columns),
                overlap);
            return;
        }

        TVector rest = upstream;
        for (int line = 0; line < window.Lines; line++)
        {
            for (int pixel = 0; pixel < window.Pixels; pixel++)
            {
                rest = Give<TVector, TEpilogue>(
                    ref Unsafe.Add(ref first, (line * TShape.LeftLine) + (pixel * TShape.Columns)),
                    largest,
                    rest,
                    ref Unsafe.Add(ref result, (line * TShape.ResultLine) + (pixel * TShape.Columns)),
                    ref Unsafe.Add(ref saved, (line * TShape.SavedLine) + (pixel * TShape.Columns)),
                    overlap);
            }
        }
    }

    /// <summary>Hands a gradient to one value of a window where that equals the largest; returns what remains for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Give<TVector, TEpilogue>(ref float value, TVector largest, TVector rest, ref float place, ref float saved, bool overlap)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        TVector isLargest = TVector.Equal(TVector.Load(in value), largest), gradient = isLargest & rest;
        if (overlap)
            TVector.Store(TVector.Load(in place) + gradient, ref place);
        else
            TEpilogue.Store(gradient, ref place, ref saved);
        return TVector.Select(isLargest, TVector.Zero, rest);
    }
}
