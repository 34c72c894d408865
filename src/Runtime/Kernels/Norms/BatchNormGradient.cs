using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The gradient through a normalisation over a batch of n values for each channel, with <c>h = (x - mean) / deviation</c>: <c>dx = weight /
/// deviation * (d - sum(d) / n - h sum(d h) / n)</c> (Ioffe and Szegedy 2015). The two sums, which are also the gradients of bias and
/// weight, are computed for each block of eight samples and combined in order. Does not allocate.
/// </summary>
public static class BatchNormGradient
{
    /// <summary>Computes the two sums of the blocks of consecutive samples.</summary>
    /// <param name="delta">The first pixel of the first sample of the gradient of the result; the sample is the first one of a
    /// block.</param>
    /// <param name="deltaLayout">How its pixels lie.</param>
    /// <param name="x">The first pixel of what was normalised.</param>
    /// <param name="layout">How its pixels lie.</param>
    /// <param name="table">The table of the batch.</param>
    /// <param name="partials">Receives two rows of channels for each block.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Part<TVector>(
        ref readonly float delta,
        PixelLayout deltaLayout,
        ref readonly float x,
        PixelLayout layout,
        ref readonly float table,
        ref float partials,
        int samples
    )
        where TVector : struct, IVector<TVector>
    {
        for (int first = 0; first < samples; first += BatchBlock.Samples)
        {
            Block<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in delta), (nint)first * deltaLayout.Sample),
                deltaLayout,
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)first * layout.Sample),
                layout,
                new BatchBlock(layout, Math.Min(BatchBlock.Samples, samples - first)),
                ref Unsafe.AsRef(in table),
                ref Unsafe.Add(ref partials, (nint)(first / BatchBlock.Samples) * 2 * layout.Columns)
            );
        }
    }

    /// <summary>Combines the blocks of a batch: the gradients of weight and bias, and the factors of <see cref="Run"/>.</summary>
    /// <param name="partials">What <see cref="Part"/> made of the whole batch.</param>
    /// <param name="samples">The samples of the batch.</param>
    /// <param name="pixels">The values of one channel in one sample.</param>
    /// <param name="table">The table of the batch; its last two rows are written.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="weight">Receives the gradient of the weight, unless empty.</param>
    /// <param name="bias">Receives the gradient of the bias, unless empty.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Combine<TVector>(
        ReadOnlySpan<float> partials,
        int samples,
        int pixels,
        Span<float> table,
        int columns,
        Span<float> weight,
        Span<float> bias
    )
        where TVector : struct, IVector<TVector>
    {
        int blocks = BatchBlock.CountOf(samples);
        TVector share = TVector.Create((float)(-1 / ((double)samples * pixels)));
        partials = partials[..(blocks * 2 * columns)];
        table = table[..(ChannelTable.Rows * columns)];
        for (int column = 0; column < columns; column += TVector.Count)
        {
            TVector sum = TVector.Zero,
                product = TVector.Zero;
            for (int block = 0; block < blocks; block++)
            {
                sum += TVector.Load(in partials[(block * 2 * columns) + column]);
                product += TVector.Load(in partials[(((block * 2) + 1) * columns) + column]);
            }

            TVector inverse = TVector.Load(in table[(ChannelTable.Inverse * columns) + column]);
            TVector scale = TVector.Load(in table[(ChannelTable.Scale * columns) + column]);

            // The sums are about the center, which is the mean but for its rounding.
            TVector rest = TVector.Load(in table[(ChannelTable.Rest * columns) + column]);
            product = TVector.MultiplyAdd(-rest, sum, product) * inverse;
            if (!weight.IsEmpty)
                TVector.Store(product, ref weight[column]);
            if (!bias.IsEmpty)
                TVector.Store(sum, ref bias[column]);
            TVector slope = scale * inverse * (product * share);
            TVector.Store(slope, ref table[(ChannelTable.Slope * columns) + column]);
            TVector.Store(TVector.MultiplyAdd(-rest, slope, scale * (sum * share)), ref table[(ChannelTable.Offset * columns) + column]);
        }
    }

    /// <summary>
    /// The gradient by what was normalised, of consecutive samples, through the activation that made it when the epilogue has one.
    /// </summary>
    /// <param name="delta">The first pixel of the first sample of the gradient of the result.</param>
    /// <param name="deltaLayout">How its pixels lie.</param>
    /// <param name="x">The first pixel of what was normalised.</param>
    /// <param name="layout">How its pixels lie.</param>
    /// <param name="table">The table of the batch, after <see cref="Combine"/>.</param>
    /// <param name="gradient">The first pixel of the gradient; it may be <paramref name="delta"/>.</param>
    /// <param name="result">How its pixels lie.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="second">How its pixels lie.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TEpilogue>(
        ref readonly float delta,
        PixelLayout deltaLayout,
        ref readonly float x,
        PixelLayout layout,
        ref readonly float table,
        ref float gradient,
        PixelLayout result,
        ref float saved,
        PixelLayout second,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        for (int run = 0; run < samples * layout.Lines; run++)
        {
            Line<TVector, TEpilogue>(
                ref Unsafe.Add(ref Unsafe.AsRef(in delta), BatchBlock.Start(deltaLayout, run)),
                ref Unsafe.Add(ref Unsafe.AsRef(in x), BatchBlock.Start(layout, run)),
                ref Unsafe.AsRef(in table),
                ref Unsafe.Add(ref gradient, BatchBlock.Start(result, run)),
                ref Unsafe.Add(ref saved, BatchBlock.Start(second, run)),
                layout.Columns,
                layout.Pixels * layout.Columns
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line<TVector, TEpilogue>(
        ref float delta,
        ref float x,
        ref float table,
        ref float gradient,
        ref float saved,
        int columns,
        int length
    )
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        for (int column = 0; column < columns; column += TVector.Count)
        {
            TVector center = TVector.Load(in Unsafe.Add(ref table, column));
            TVector scale = TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Scale * columns) + column));
            TVector slope = TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Slope * columns) + column));
            TVector offset = TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Offset * columns) + column));
            for (int position = column; position < length; position += columns)
            {
                TVector apart = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref x, position)) - center, slope, offset);
                TVector value = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref delta, position)), scale, apart);
                TEpilogue.Store(value, ref Unsafe.Add(ref gradient, position), ref Unsafe.Add(ref saved, position));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TVector>(
        ref float delta,
        PixelLayout deltaLayout,
        ref float x,
        PixelLayout layout,
        BatchBlock block,
        ref float table,
        ref float partials
    )
        where TVector : struct, IVector<TVector>
    {
        int columns = layout.Columns,
            deltaStride = BatchBlock.PixelStride(deltaLayout),
            stride = BatchBlock.PixelStride(layout);
        for (int run = 0; run < block.Runs; run++)
        {
            ref float left = ref Unsafe.Add(ref delta, BatchBlock.Start(deltaLayout, run));
            ref float right = ref Unsafe.Add(ref x, BatchBlock.Start(layout, run));
            for (int column = 0; column < columns; column += TVector.Count)
            {
                TVector sum = Sums(
                    ref Unsafe.Add(ref left, column),
                    deltaStride,
                    ref Unsafe.Add(ref right, column),
                    stride,
                    block.Pixels,
                    TVector.Load(in Unsafe.Add(ref table, column)),
                    out TVector product
                );
                BatchStatistics.Add(ref Unsafe.Add(ref partials, column), run, sum);
                BatchStatistics.Add(ref Unsafe.Add(ref partials, columns + column), run, product);
            }
        }
    }

    // Every fourth pixel goes to the same partial sum; the four are added in pairs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Sums<TVector>(
        ref float delta,
        int deltaStride,
        ref float x,
        int stride,
        int pixels,
        TVector center,
        out TVector product
    )
        where TVector : struct, IVector<TVector>
    {
        TVector s0 = TVector.Zero,
            s1 = TVector.Zero,
            s2 = TVector.Zero,
            s3 = TVector.Zero;
        TVector p0 = TVector.Zero,
            p1 = TVector.Zero,
            p2 = TVector.Zero,
            p3 = TVector.Zero;
        int pixel = 0;
        for (; pixel + 4 <= pixels; pixel += 4)
        {
            Add(ref delta, ref x, center, ref s0, ref p0);
            Add(ref Unsafe.Add(ref delta, deltaStride), ref Unsafe.Add(ref x, stride), center, ref s1, ref p1);
            Add(ref Unsafe.Add(ref delta, 2 * deltaStride), ref Unsafe.Add(ref x, 2 * stride), center, ref s2, ref p2);
            Add(ref Unsafe.Add(ref delta, 3 * deltaStride), ref Unsafe.Add(ref x, 3 * stride), center, ref s3, ref p3);
            delta = ref Unsafe.Add(ref delta, 4 * deltaStride);
            x = ref Unsafe.Add(ref x, 4 * stride);
        }

        for (; pixel < pixels; pixel++)
        {
            Add(ref delta, ref x, center, ref s0, ref p0);
            delta = ref Unsafe.Add(ref delta, deltaStride);
            x = ref Unsafe.Add(ref x, stride);
        }

        product = (p0 + p1) + (p2 + p3);
        return (s0 + s1) + (s2 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVector>(ref float delta, ref float x, TVector center, ref TVector sum, ref TVector product)
        where TVector : struct, IVector<TVector>
    {
        TVector value = TVector.Load(in delta);
        sum += value;
        product = TVector.MultiplyAdd(value, TVector.Load(in x) - center, product);
    }
}
