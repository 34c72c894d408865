using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>What a pool makes of a window, and of the gradient of that; all on one vector of channels.</summary>
internal interface IPoolReduction
{
    /// <summary>The value of a window.</summary>
    /// <param name="first">The window's first pixel in the image.</param>
    /// <param name="window">The part of the window that lies in the image.</param>
    static abstract TVector Of<TVector, TShape>(ref float first, PoolWindow window)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWindowShape;

    /// <summary>Hands the gradient of the value to those that made it.</summary>
    /// <param name="image">The window's first pixel in the image.</param>
    /// <param name="value">The value.</param>
    /// <param name="upstream">Its gradient.</param>
    /// <param name="places">Receives the gradients of the window's pixels.</param>
    /// <param name="window">The part of the window that lies in the image.</param>
    static abstract void Spread<TVector, TShape, TEpilogue>(
        ref float image,
        ref float value,
        ref float upstream,
        PoolPlaces<TShape, TEpilogue> places,
        PoolWindow window
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPoolGradientShape
        where TEpilogue : struct, IEpilogue;
}

/// <summary>
/// The gradients of a window's pixels: where windows overlap, they are added to what earlier windows gave; elsewhere the epilogue
/// stores them.
/// </summary>
internal readonly ref struct PoolPlaces<TShape, TEpilogue>(ref float result, ref float saved, bool overlap)
    where TShape : struct, IPoolGradientShape
    where TEpilogue : struct, IEpilogue
{
    private readonly ref float _result = ref result;
    private readonly ref float _saved = ref saved;
    private readonly bool _overlap = overlap;

    /// <summary>Gives a pixel its gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Give<TVector>(TVector gradient, int line, int pixel)
        where TVector : struct, IVector<TVector>
    {
        int down = line * TShape.DilationLines,
            across = pixel * TShape.DilationPixels * TShape.Columns;
        ref float place = ref Unsafe.Add(ref _result, (down * TShape.ResultLine) + across);
        if (_overlap)
            TVector.Store(TVector.Load(in place) + gradient, ref place);
        else
            TEpilogue.Store(gradient, ref place, ref Unsafe.Add(ref _saved, (down * TShape.SavedLine) + across));
    }
}

/// <summary>Goes through the windows of images, whatever is made of one.</summary>
internal static class Pool<TVector, TShape, TReduction>
    where TVector : struct, IVector<TVector>
    where TShape : struct, IWindowShape
    where TReduction : struct, IPoolReduction
{
    /// <summary>Computes the values of all windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref readonly float x, ref float y, int samples)
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
                    {
                        TVector value = TReduction.Of<TVector, TShape>(ref Unsafe.Add(ref first, column), window);
                        TVector.Store(value, ref Unsafe.Add(ref place, column));
                    }
                }
            }
        }
    }
}

/// <summary>Goes through the windows of images backwards, in the order of the forward pass.</summary>
internal static class PoolGradient<TVector, TShape, TReduction, TEpilogue>
    where TVector : struct, IVector<TVector>
    where TShape : struct, IPoolGradientShape
    where TReduction : struct, IPoolReduction
    where TEpilogue : struct, IEpilogue
{
    /// <summary>Computes the gradient of all images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        ref readonly float x,
        ref readonly float y,
        ref readonly float upstream,
        ref float result,
        ref float saved,
        int samples
    )
    {
        int lineLength = TShape.InputPixels * TShape.Columns;
        bool overlap = PoolWindow.Overlap<TShape>();
        if (overlap || !PoolWindow.CoverImage<TShape>())
            ImagePass.Clear<TVector>(ref result, TShape.ResultLine, TShape.ResultSample, lineLength, TShape.InputLines, samples);
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
                        int first = (window.Pixel * TShape.Columns) + column,
                            place = (pixel * TShape.Columns) + column;
                        TReduction.Spread<TVector, TShape, TEpilogue>(
                            ref Unsafe.Add(ref image, (window.Line * TShape.LeftLine) + first),
                            ref Unsafe.Add(ref output, (line * TShape.OutputLine) + place),
                            ref Unsafe.Add(ref above, (line * TShape.UpstreamLine) + place),
                            new(
                                ref Unsafe.Add(ref target, (window.Line * TShape.ResultLine) + first),
                                ref Unsafe.Add(ref second, (window.Line * TShape.SavedLine) + first),
                                overlap
                            ),
                            window
                        );
                    }
                }
            }
        }

        if (overlap)
        {
            ImagePass.Apply<TVector, TEpilogue>(
                ref result,
                TShape.ResultLine,
                TShape.ResultSample,
                ref saved,
                TShape.SavedLine,
                TShape.SavedSample,
                lineLength,
                TShape.InputLines,
                samples
            );
        }
    }
}
