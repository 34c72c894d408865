using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The gradient through a softmax of output y: <c>y_j (upstream_j - sum_i y_i upstream_i)</c>. Does not allocate.</summary>
public static class SoftmaxGradient
{
    /// <summary>Replaces the gradient of a softmax's output by the gradient of its input, row by row.</summary>
    /// <param name="y">The first row of the softmax's output.</param>
    /// <param name="delta">The first row of the gradient; overwritten, padding becomes zero.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="stride">The distance between rows, of both.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref readonly float y, ref float delta, int samples, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        var layout = new PixelLayout(stride, 1, 1, stride, stride);
        Run<TVector>(in y, layout, ref delta, samples, count, layout);
    }

    /// <summary>
    /// Replaces the gradient of a softmax's output by the gradient of its input, position by position.
    /// </summary>
    /// <param name="y">The first position of the softmax's output.</param>
    /// <param name="layoutY">How its positions lie.</param>
    /// <param name="delta">The first position of the gradient; overwritten, padding becomes zero.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    /// <param name="layout">How the gradient's positions lie.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref readonly float y, PixelLayout layoutY, ref float delta, int samples, int count, PixelLayout layout)
        where TVector : struct, IVector<TVector>
    {
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float rowY = ref Unsafe.Add(ref Unsafe.AsRef(in y), BatchBlock.Start(layoutY, line));
            ref float row = ref Unsafe.Add(ref delta, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                Position<TVector>(ref rowY, ref row, count, layout.Columns);
                rowY = ref Unsafe.Add(ref rowY, layoutY.Columns);
                row = ref Unsafe.Add(ref row, layout.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Position<TVector>(ref float rowY, ref float row, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        for (int j = 0; j < stride; j += TVector.Count)
            TVector.Store(TVector.Load(in Unsafe.Add(ref row, j)) * TVector.Load(in Unsafe.Add(ref rowY, j)), ref Unsafe.Add(ref row, j));
        TVector total = TVector.Create(Reduction.Sum<TVector>(in row, count));
        for (int j = 0; j < stride; j += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref row, j);
            TVector.Store(TVector.Load(in place) - (total * TVector.Load(in Unsafe.Add(ref rowY, j))), ref place);
        }

        for (int j = count; j < stride; j++)
            Unsafe.Add(ref row, j) = 0f;
    }
}
