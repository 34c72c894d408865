using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Each pixel a sum of weighted neighbours, channel by channel: <c>y[p, q] = sum over i, j of vertical[p, i] horizontal[q, j] x[i, j]</c>,
/// the sum over the pixels of each line first. Interpolates, averages windows of different sizes, and is its own gradient with the matrices
/// transposed. Does not allocate.
/// </summary>
public static class Resample
{
    /// <summary>Computes the sums.</summary>
    /// <param name="x">The first pixel of the first image.</param>
    /// <param name="y">The first pixel of the first result.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TVertical, THorizontal, TEpilogue>(
        ref readonly float x,
        ref float y,
        ref float saved,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IImageResultShape
        where TVertical : struct, IAxisMatrix
        where THorizontal : struct, IAxisMatrix
        where TEpilogue : struct, IEpilogue
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float image = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * TShape.LeftSample);
            ref float output = ref Unsafe.Add(ref y, (nint)sample * TShape.OutputSample);
            ref float second = ref Unsafe.Add(ref saved, (nint)sample * TShape.SavedSample);
            AxisRows<TVertical> rows = default;
            for (int line = 0; line < TShape.Lines; line++)
            {
                AxisRow vertical = rows.Next();
                Line<TVector, TShape, TVertical, THorizontal, TEpilogue>(
                    ref Unsafe.Add(ref image, (nint)vertical.Start * TShape.LeftLine),
                    vertical,
                    ref Unsafe.Add(ref output, (nint)line * TShape.OutputLine),
                    ref Unsafe.Add(ref second, (nint)line * TShape.SavedLine)
                );
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TVector, TShape, TVertical, THorizontal, TEpilogue>(
        ref float lines,
        AxisRow vertical,
        ref float output,
        ref float second
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IImageResultShape
        where TVertical : struct, IAxisMatrix
        where THorizontal : struct, IAxisMatrix
        where TEpilogue : struct, IEpilogue
    {
        AxisRows<THorizontal> rows = default;
        for (int pixel = 0; pixel < TShape.Pixels; pixel++)
        {
            AxisRow horizontal = rows.Next();
            for (int column = 0; column < TShape.Columns; column += TVector.Count)
            {
                TVector sum = TVector.Zero;
                for (int line = 0; line < vertical.Count; line++)
                {
                    ref float source = ref Unsafe.Add(ref lines, (line * TShape.LeftLine) + (horizontal.Start * TShape.Columns) + column);
                    TVector part = TVector.Zero;
                    for (int input = 0; input < horizontal.Count; input++)
                        part = TVector.MultiplyAdd(
                            TVector.Create(horizontal.Weight<THorizontal>(input)),
                            TVector.Load(in Unsafe.Add(ref source, input * TShape.Columns)),
                            part
                        );
                    sum = TVector.MultiplyAdd(TVector.Create(vertical.Weight<TVertical>(line)), part, sum);
                }

                int place = (pixel * TShape.Columns) + column;
                TEpilogue.Store(sum, ref Unsafe.Add(ref output, place), ref Unsafe.Add(ref second, place));
            }
        }
    }
}
