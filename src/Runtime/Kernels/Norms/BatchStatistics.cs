using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The mean and the variance of each channel over a batch (Ioffe and Szegedy 2015). Each block of eight samples has its mean and its sum of
/// squared distances from that mean; the blocks are then combined in order (Chan et al. 1979). The mean of a block is kept as a distance
/// from the block's first pixel, so that one that is large beside the deviation costs no digits. The bits depend neither on the number of
/// threads nor on the width of the vectors. Does not allocate.
/// </summary>
public static class BatchStatistics
{
    /// <summary>Computes the means and sums of squares of the blocks of consecutive samples.</summary>
    /// <param name="x">The first pixel of the first sample, which is the first one of a block.</param>
    /// <param name="layout">How the pixels lie.</param>
    /// <param name="partials">Receives two rows of channels for each block.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Part<TVector>(ref readonly float x, PixelLayout layout, ref float partials, int samples)
        where TVector : struct, IVector<TVector>
    {
        for (int first = 0; first < samples; first += BatchBlock.Samples)
        {
            Block<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)first * layout.Sample),
                layout,
                new BatchBlock(layout, Math.Min(BatchBlock.Samples, samples - first)),
                ref Unsafe.Add(ref partials, (nint)(first / BatchBlock.Samples) * 2 * layout.Columns)
            );
        }
    }

    /// <summary>Combines the blocks of a batch into the table that normalises it.</summary>
    /// <param name="x">The first pixel of the batch.</param>
    /// <param name="layout">How the pixels lie.</param>
    /// <param name="partials">What <see cref="Part"/> made of the whole batch.</param>
    /// <param name="samples">The samples of the batch.</param>
    /// <param name="pixels">The values of one channel in one sample.</param>
    /// <param name="table">Receives the rows of a <see cref="ChannelTable"/>; the variance is the unbiased one.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="weight">The weight, or nothing for ones.</param>
    /// <param name="bias">The bias, or nothing for zeros.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Combine<TVector>(
        ref readonly float x,
        PixelLayout layout,
        ReadOnlySpan<float> partials,
        int samples,
        int pixels,
        Span<float> table,
        int columns,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        float epsilon
    )
        where TVector : struct, IVector<TVector>
    {
        int blocks = BatchBlock.CountOf(samples);
        double count = (double)samples * pixels;
        partials = partials[..(blocks * 2 * columns)];
        table = table[..(ChannelTable.Rows * columns)];
        for (int column = 0; column < columns; column += TVector.Count)
        {
            // Distances from the first pixel of the batch.
            ref float pixel = ref Unsafe.Add(ref Unsafe.AsRef(in x), column);
            TVector start = TVector.Load(in pixel),
                first = TVector.Load(in partials[column]),
                distance = TVector.Zero,
                squares = TVector.Zero;
            for (int block = 1; block < blocks; block++)
            {
                TVector part = TVector.Create((float)(BatchBlock.SamplesOf(samples, block) / (double)samples));
                distance = TVector.MultiplyAdd(
                    FromStart(ref pixel, layout, block, start, in partials[(block * 2 * columns) + column]) - first,
                    part,
                    distance
                );
            }

            distance += first;
            for (int block = 0; block < blocks; block++)
            {
                int place = (block * 2 * columns) + column;
                TVector apart = FromStart(ref pixel, layout, block, start, in partials[place]) - distance;
                TVector values = TVector.Create((float)BatchBlock.SamplesOf(samples, block) * pixels);
                squares += TVector.MultiplyAdd(apart * apart, values, TVector.Load(in partials[place + columns]));
            }

            TVector inverse = ChannelTable.InverseDeviation(squares * TVector.Create((float)(1 / count)), epsilon);
            TVector scale = weight.IsEmpty ? inverse : TVector.Load(in weight[column]) * inverse;
            TVector shift = bias.IsEmpty ? TVector.Zero : TVector.Load(in bias[column]);

            // What a float cannot hold of a mean that is large beside the deviation is taken off with the shift.
            TVector center = start + distance,
                rest = distance - (center - start);
            TVector.Store(center, ref table[(ChannelTable.Center * columns) + column]);
            TVector.Store(scale, ref table[(ChannelTable.Scale * columns) + column]);
            TVector.Store(TVector.MultiplyAdd(-rest, scale, shift), ref table[(ChannelTable.Shift * columns) + column]);
            TVector.Store(rest, ref table[(ChannelTable.Rest * columns) + column]);
            TVector.Store(inverse, ref table[(ChannelTable.Inverse * columns) + column]);
            TVector.Store(squares * TVector.Create((float)(1 / (count - 1))), ref table[(ChannelTable.Variance * columns) + column]);
        }
    }

    /// <summary>
    /// Lets running statistics follow a batch: <c>running = (1 - momentum) * running + momentum * batch</c>, with the unbiased variance.
    /// </summary>
    /// <param name="table">The table of the batch.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="mean">The running mean, one float for each channel; changed.</param>
    /// <param name="variance">The running variance; changed.</param>
    /// <param name="momentum">How much the batch counts, from 0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Follow(ReadOnlySpan<float> table, int columns, Span<float> mean, Span<float> variance, float momentum)
    {
        ReadOnlySpan<float> center = table[..mean.Length],
            spread = table.Slice(ChannelTable.Variance * columns, variance.Length);
        double share = momentum,
            keep = 1 - share;
        for (int channel = 0; channel < mean.Length; channel++)
        {
            mean[channel] = (float)((keep * mean[channel]) + (share * center[channel]));
            variance[channel] = (float)((keep * variance[channel]) + (share * spread[channel]));
        }
    }

    /// <summary>How far the mean of a block is from the first pixel of the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FromStart<TVector>(ref float pixel, PixelLayout layout, int block, TVector start, ref readonly float mean)
        where TVector : struct, IVector<TVector> =>
        TVector.Load(in Unsafe.Add(ref pixel, (nint)block * BatchBlock.Samples * layout.Sample)) - start + TVector.Load(in mean);

    // Each block has an origin of its own, its first pixel: other threads may not have made the pixels of other blocks yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TVector>(ref float x, PixelLayout layout, BatchBlock block, ref float partials)
        where TVector : struct, IVector<TVector>
    {
        int columns = layout.Columns,
            stride = BatchBlock.PixelStride(layout);
        ref float squares = ref Unsafe.Add(ref partials, columns);
        TVector share = TVector.Create(1f / block.Count);
        for (int run = 0; run < block.Runs; run++)
        {
            ref float source = ref Unsafe.Add(ref x, BatchBlock.Start(layout, run));
            for (int column = 0; column < columns; column += TVector.Count)
                Add(
                    ref Unsafe.Add(ref partials, column),
                    run,
                    Sum(ref Unsafe.Add(ref source, column), stride, block.Pixels, TVector.Load(in Unsafe.Add(ref x, column)))
                );
        }

        for (int column = 0; column < columns; column += TVector.Count)
            TVector.Store(TVector.Load(in Unsafe.Add(ref partials, column)) * share, ref Unsafe.Add(ref partials, column));
        for (int run = 0; run < block.Runs; run++)
        {
            ref float source = ref Unsafe.Add(ref x, BatchBlock.Start(layout, run));
            for (int column = 0; column < columns; column += TVector.Count)
            {
                TVector start = TVector.Load(in Unsafe.Add(ref x, column)),
                    mean = TVector.Load(in Unsafe.Add(ref partials, column));
                Add(
                    ref Unsafe.Add(ref squares, column),
                    run,
                    SumOfSquares(ref Unsafe.Add(ref source, column), stride, block.Pixels, start, mean)
                );
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TVector>(ref float place, int run, TVector addend)
        where TVector : struct, IVector<TVector> => TVector.Store(run == 0 ? addend : TVector.Load(in place) + addend, ref place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TVector>(ref float source, int stride, int pixels, TVector origin)
        where TVector : struct, IVector<TVector> =>
        PixelSum.Of<TVector, Distance<TVector>>(new(origin), ref source, stride, ref source, 0, pixels);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SumOfSquares<TVector>(ref float source, int stride, int pixels, TVector origin, TVector mean)
        where TVector : struct, IVector<TVector> =>
        PixelSum.Of<TVector, Square<TVector>>(new(origin, mean), ref source, stride, ref source, 0, pixels);

    private readonly struct Distance<TVector>(TVector origin) : IPixelTerm<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector AddTo(TVector sum, ref float left, ref float right) => sum + (TVector.Load(in left) - origin);
    }

    private readonly struct Square<TVector>(TVector origin, TVector mean) : IPixelTerm<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector AddTo(TVector sum, ref float left, ref float right)
        {
            TVector apart = TVector.Load(in left) - origin - mean;
            return TVector.MultiplyAdd(apart, apart, sum);
        }
    }
}
