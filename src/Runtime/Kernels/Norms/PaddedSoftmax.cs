using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A softmax of each row of a padded batch: <c>y = exp(z - max) / sum(exp(z - max))</c>. The results are those of <see cref="Softmax"/>, to
/// the bit. Does not allocate.
/// </summary>
public static class PaddedSoftmax
{
    /// <summary>Replaces each row by its softmax, padding by zero.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref float rows, int samples, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        Run<TVector>(ref rows, samples, count, new PixelLayout(stride, 1, 1, stride, stride));
    }

    /// <summary>Replaces the channels of each position by their softmax, padding by zero.</summary>
    /// <param name="positions">The first position.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    /// <param name="layout">How positions lie.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref float positions, int samples, int count, PixelLayout layout)
        where TVector : struct, IVector<TVector>
    {
        int columns = layout.Columns;
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float row = ref Unsafe.Add(ref positions, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                float maximum = PaddedRow.Max<TVector>(ref row, count, columns);
                float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, columns);
                Softmax.Divide<TVector>(ref row, count, sum);
                row = ref Unsafe.Add(ref row, columns);
            }
        }
    }
}
