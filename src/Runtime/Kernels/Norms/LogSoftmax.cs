using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The logarithm of a softmax of the channels of each position, <c>y = z - log(sum(exp(z)))</c>, and its gradient. Does not allocate.
/// </summary>
public static class LogSoftmax
{
    /// <summary>Computes <c>y = z - log(sum(exp(z)))</c> for each position.</summary>
    /// <param name="z">The first position.</param>
    /// <param name="layoutZ">How positions lie.</param>
    /// <param name="y">The first position of the result; its padding becomes zero. Must not be <paramref name="z"/>.</param>
    /// <param name="layout">How its positions lie; a row is one position.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref readonly float z, PixelLayout layoutZ, ref float y, PixelLayout layout, int samples, int count)
        where TVector : struct, IVector<TVector>
    {
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float rowZ = ref Unsafe.Add(ref Unsafe.AsRef(in z), BatchBlock.Start(layoutZ, line));
            ref float row = ref Unsafe.Add(ref y, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                Position<TVector>(ref rowZ, ref row, count, layout.Columns);
                rowZ = ref Unsafe.Add(ref rowZ, layoutZ.Columns);
                row = ref Unsafe.Add(ref row, layout.Columns);
            }
        }
    }

    /// <summary>Computes <c>dz = d - exp(y) sum(d)</c> for each position.</summary>
    /// <param name="delta">The first position of the gradient of the result.</param>
    /// <param name="layoutDelta">How its positions lie.</param>
    /// <param name="y">The first position of the result.</param>
    /// <param name="layoutY">How its positions lie.</param>
    /// <param name="gradient">The first position of the gradient; its padding becomes zero. Must be neither of the others.</param>
    /// <param name="layout">How its positions lie; a row is one position.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float delta,
        PixelLayout layoutDelta,
        ref readonly float y,
        PixelLayout layoutY,
        ref float gradient,
        PixelLayout layout,
        int samples,
        int count
    )
        where TVector : struct, IVector<TVector>
    {
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float rowDelta = ref Unsafe.Add(ref Unsafe.AsRef(in delta), BatchBlock.Start(layoutDelta, line));
            ref float rowY = ref Unsafe.Add(ref Unsafe.AsRef(in y), BatchBlock.Start(layoutY, line));
            ref float row = ref Unsafe.Add(ref gradient, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                Propagate<TVector>(ref rowDelta, ref rowY, ref row, count, layout.Columns);
                rowDelta = ref Unsafe.Add(ref rowDelta, layoutDelta.Columns);
                rowY = ref Unsafe.Add(ref rowY, layoutY.Columns);
                row = ref Unsafe.Add(ref row, layout.Columns);
            }
        }
    }

    // The exponentials stand where the result will, until their sum is known.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Position<TVector>(ref float z, ref float y, int count, int columns)
        where TVector : struct, IVector<TVector>
    {
        for (int channel = 0; channel < columns; channel += TVector.Count)
            TVector.Store(Load<TVector>(ref z, channel, count), ref Unsafe.Add(ref y, channel));
        float maximum = PaddedRow.Max<TVector>(ref y, count, columns);
        float sum = PaddedRow.ExponentialsAndSum<TVector>(ref y, maximum, count, columns);
        TVector largest = TVector.Create(maximum),
            logarithm = TVector.Create(SoftmaxCrossEntropy.Log(sum));
        for (int channel = 0; channel < columns; channel += TVector.Count)
        {
            TVector value = Load<TVector>(ref z, channel, count) - largest - logarithm;
            TVector.Store(value & PaddedRow.Mask<TVector>(count - channel), ref Unsafe.Add(ref y, channel));
        }
    }

    // The caller's own rows are not padded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TVector>(ref float row, int channel, int count)
        where TVector : struct, IVector<TVector> =>
        channel + TVector.Count <= count ? TVector.Load(in Unsafe.Add(ref row, channel))
        : channel < count ? PartialVector.Load<TVector>(in Unsafe.Add(ref row, channel), count - channel)
        : TVector.Zero;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Propagate<TVector>(ref float delta, ref float y, ref float gradient, int count, int columns)
        where TVector : struct, IVector<TVector>
    {
        TVector total = TVector.Create(Reduction.Sum<TVector>(in delta, count));
        for (int channel = 0; channel < columns; channel += TVector.Count)
        {
            TVector probability = VectorMath.Exp(TVector.Load(in Unsafe.Add(ref y, channel)));
            TVector value = TVector.Load(in Unsafe.Add(ref delta, channel)) - (probability * total);
            TVector.Store(value & PaddedRow.Mask<TVector>(count - channel), ref Unsafe.Add(ref gradient, channel));
        }
    }
}
