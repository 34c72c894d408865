using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The mean and the variance of each channel over a batch (Ioffe and Szegedy 2015). Each block of eight samples has its mean and its sum of squared distances from that mean; the blocks are
/// then combined in order (Chan et al. 1979), so that a mean that is large beside the deviation costs no digits. The bits depend neither on the number of threads nor on the width of the
/// vectors. Does not allocate.
/// </summary>
public static class BatchStatistics
{
    /// <summary>Computes the means and sums of squares of the blocks of consecutive samples.</summary>
    /// <param name="x">The first pixel of the first sample, which is the first one of a block.</param>
    /// <param name="layout">How the pixels lie.</param>
    /// <param name="partials">Receives two rows of channels for each block.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Part<TVector>(ref readonly float x, PixelLayout layout, ref float partials, int samples)
        where TVector : struct, IVector<TVector>
    {
        for (int first = 0; first < samples; first += BatchBlock.Samples)
        {
            Block<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)first * layout.Sample),
                layout,
                new BatchBlock(layout, Math.Min(BatchBlock.Samples, samples - first)),
                ref Unsafe.Add(ref partials, (nint)(first / BatchBlock.Samples) * 2 * layout.Columns));
        }
    }

    /// <summary>Combines the blocks of a batch into the table that normalises it.</summary>
    /// <param name="partials">What <see cref="Part"/> made of the whole batch.</param>
    /// <param name="samples">The samples of the batch.</param>
    /// <param name="pixels">The values of one channel in one sample.</param>
    /// <param name="table">Receives the rows of a <see cref="ChannelTable"/>; the variance is the unbiased one.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="weight">The weight, or nothing for ones.</param>
    /// <param name="bias">The bias, or nothing for zeros.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Combine<TVector>(
        ReadOnlySpan<float> partials, int samples, int pixels, Span<float> table, int columns, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, float epsilon)
        where TVector : struct, IVector<TVector>
    {
        int blocks = BatchBlock.CountOf(samples);
        double count = (double)samples * pixels;
        partials = partials[..(blocks * 2 * columns)];
        table = table[..(ChannelTable.Rows * columns)];
        for (int column = 0; column < columns; column += TVector.Count)
        {
            TVector first = TVector.Load(in partials[column]), distance = TVector.Zero, squares = TVector.Zero;
            for (int block = 1; block < blocks; block++)
            {
                TVector part = TVector.Create((float)(BatchBlock.SamplesOf(samples, block) / (double)samples));
                distance = TVector.MultiplyAdd(TVector.Load(in partials[(block * 2 * columns) + column]) - first, part, distance);
            }

            TVector mean = first + distance;
            for (int block = 0; block < blocks; block++)
            {
                int place = (block * 2 * columns) + column;
                TVector apart = TVector.Load(in partials[place]) - mean;
                TVector values = TVector.Create((float)BatchBlock.SamplesOf(samples, block) * pixels);
                squares += TVector.MultiplyAdd(apart * apart, values, TVector.Load(in partials[place + columns]));
            }

            TVector inverse = ChannelTable.InverseDeviation(squares * TVector.Create((float)(1 / count)), epsilon);
            TVector.Store(mean, ref table[(ChannelTable.Center * columns) + column]);
            TVector.Store(weight.IsEmpty ? inverse : TVector.Load(in weight[column]) * inverse, ref table[(ChannelTable.Scale * columns) + column]);
            TVector.Store(bias.IsEmpty ? TVector.Zero : TVector.Load(in bias[column]), ref table[(ChannelTable.Shift * columns) + column]);
            TVector.Store(inverse, ref table[(ChannelTable.Inverse * columns) + column]);
            TVector.Store(squares * TVector.Create((float)(1 / (count - 1))), ref table[(ChannelTable.Variance * columns) + column]);
        }
    }

    /// <summary>Lets running statistics follow a batch: <c>running = (1 - momentum) * running + momentum * batch</c>, with the unbiased variance.</summary>
    /// <param name="table">The table of the batch.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="mean">The running mean, one float for each channel; changed.</param>
    /// <param name="variance">The running variance; changed.</param>
    /// <param name="momentum">How much the batch counts, from 0 to 1.</param>
    public static void Follow(ReadOnlySpan<float> table, int columns, Span<float> mean, Span<float> variance, float momentum)
    {
        ReadOnlySpan<float> center = table[..mean.Length], spread = table.Slice(ChannelTable.Variance * columns, variance.Length);
        float keep = 1f - momentum;
        for (int channel = 0; channel < mean.Length; channel++)
        {
            mean[channel] = (keep * mean[channel]) + (momentum * center[channel]);
            variance[channel] = (keep * variance[channel]) + (momentum * spread[channel]);
        }
    }

    private static void Block<TVector>(ref float x, PixelLayout layout, BatchBlock block, ref float partials)
        where TVector : struct, IVector<TVector>
    {
        int columns = layout.Columns, stride = BatchBlock.PixelStride(layout);
        ref float squares = ref Unsafe.Add(ref partials, columns);
        TVector share = TVector.Create(1f / block.Count);
        for (int run = 0; run < block.Runs; run++)
        {
            ref float source = ref Unsafe.Add(ref x, BatchBlock.Start(layout, run));
            for (int column = 0; column < columns; column += TVector.Count)
                Add(ref Unsafe.Add(ref partials, column), run, PixelSum.Of<TVector>(ref Unsafe.Add(ref source, column), stride, block.Pixels));
        }

        for (int column = 0; column < columns; column += TVector.Count)
            TVector.Store(TVector.Load(in Unsafe.Add(ref partials, column)) * share, ref Unsafe.Add(ref partials, column));
        for (int run = 0; run < block.Runs; run++)
        {
            ref float source = ref Unsafe.Add(ref x, BatchBlock.Start(layout, run));
            for (int column = 0; column < columns; column += TVector.Count)
                Add(ref Unsafe.Add(ref squares, column), run, SumOfSquares(ref Unsafe.Add(ref source, column), stride, block.Pixels, TVector.Load(in Unsafe.Add(ref partials, column))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TVector>(ref float place, int run, TVector addend)
        where TVector : struct, IVector<TVector> => TVector.Store(run == 0 ? addend : TVector.Load(in place) + addend, ref place);

    // In the order of PixelSum.
    private static TVector SumOfSquares<TVector>(ref float source, int stride, int pixels, TVector mean)
        where TVector : struct, IVector<TVector>
    {
        TVector s0 = TVector.Zero, s1 = TVector.Zero, s2 = TVector.Zero, s3 = TVector.Zero;
        int pixel = 0;
        for (; pixel + 4 <= pixels; pixel += 4)
        {
            s0 = AddSquare(ref source, mean, s0);
            s1 = AddSquare(ref Unsafe.Add(ref source, stride), mean, s1);
            s2 = AddSquare(ref Unsafe.Add(ref source, 2 * stride), mean, s2);
            s3 = AddSquare(ref Unsafe.Add(ref source, 3 * stride), mean, s3);
            source = ref Unsafe.Add(ref source, 4 * stride);
        }

        for (; pixel < pixels; pixel++)
        {
            s0 = AddSquare(ref source, mean, s0);
            source = ref Unsafe.Add(ref source, stride);
        }

        return (s0 + s1) + (s2 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddSquare<TVector>(ref float source, TVector mean, TVector sum)
        where TVector : struct, IVector<TVector>
    {
        TVector apart = TVector.Load(in source) - mean;
        return TVector.MultiplyAdd(apart, apart, sum);
    }
}
