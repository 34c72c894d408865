using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The largest value of each window of one line of windows, over planes, into pixels with the channels last.</summary>
internal static class PlanarMaxPool
{
    /// <summary>Computes one line of windows.</summary>
    /// <param name="planes">The planes of every channel as stored of the windows' first line; those of the next lines follow.
    /// Changed.</param>
    /// <param name="lines">The lines of the windows that lie in the image.</param>
    /// <param name="output">The first pixel of the result.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Line<TVector, TShape, TPool>(ref float planes, int lines, ref float output)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TPool : struct, IWindowShape
    {
        int plane = PlanarTile.Plane<TShape>();
        for (int position = 0; position < TShape.Channels * plane; position += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref planes, position);
            TVector largest = TVector.Load(in place);
            for (int line = 1; line < lines; line++)
                largest = TVector.Max(largest, TVector.Load(in Unsafe.Add(ref place, line * TShape.Columns * plane)));
            TVector.Store(largest, ref place);
        }

        if (TPool.KernelPixels == 2 && TPool.StepPixels == 2 && PoolWindow.IsInside<TPool>())
            Pairs<TShape, TPool>(ref planes, ref output);
        else
            Windows<TShape, TPool>(ref planes, ref output);
    }

    /// <summary>
    /// Windows of two pixels side by side: by far the most frequent pool. Two at a time; the last two may be the same as those before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs<TShape, TPool>(ref float planes, ref float output)
        where TShape : struct, IPlanarShape
        where TPool : struct, IWindowShape
    {
        int plane = PlanarTile.Plane<TShape>();
        for (int next = 0; next < TPool.Pixels; next += 2)
        {
            int pixel = Math.Min(next, TPool.Pixels - 2);
            for (int channel = 0; channel < TShape.Columns; channel += 4)
            {
                ref float place = ref Unsafe.Add(ref output, (pixel * TShape.Columns) + channel);
                Transposition.LargestOfPairs(ref Unsafe.Add(ref planes, (channel * plane) + (2 * pixel)), plane, ref place, TShape.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Windows<TShape, TPool>(ref float planes, ref float output)
        where TShape : struct, IPlanarShape
        where TPool : struct, IWindowShape
    {
        Span<float> pixels = stackalloc float[TShape.Columns * TShape.Pixels];
        PlanarConvolution.Turn<TShape>(ref planes, ref pixels[0]);
        for (int pixel = 0; pixel < TPool.Pixels; pixel++)
        {
            PoolWindow window = PoolWindow.At<TPool>(0, pixel) with { Lines = 1 };
            for (int column = 0; column < TShape.Columns; column += 4)
                Lanes4.Store(
                    MaxPool.OfWindow<Lanes4, TPool>(ref pixels[(window.Pixel * TShape.Columns) + column], window),
                    ref Unsafe.Add(ref output, (pixel * TShape.Columns) + column)
                );
        }
    }
}
