using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The normalisation of each row of a batch, <c>y = (x - mean) / sqrt(variance + epsilon)</c> (Ba 2016) or, not centered,
/// <c>y = x / sqrt(mean(x^2) + epsilon)</c> (Zhang 2019), and its gradient. The sums have the order of <see cref="Reduction"/>. Does not
/// allocate.
/// </summary>
public static class Normalization
{
    /// <summary>Normalises each row.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="strideX">The distance between its rows.</param>
    /// <param name="y">The first row of the result; its padding becomes zero. Must not be <paramref name="x"/>.</param>
    /// <param name="strideY">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="isCentered">Whether the mean is taken off.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref readonly float x,
        int strideX,
        ref float y,
        int strideY,
        int samples,
        int count,
        float epsilon,
        bool isCentered
    )
        where TVector : struct, IVector<TVector>
    {
        Run<TVector>(
            in x,
            new PixelLayout(strideX, 1, 1, strideX, strideX),
            ref y,
            new PixelLayout(strideY, 1, 1, strideY, strideY),
            samples,
            count,
            epsilon,
            isCentered
        );
    }

    /// <summary>Normalises the channels of each position.</summary>
    /// <param name="x">The first position.</param>
    /// <param name="layoutX">How positions lie.</param>
    /// <param name="y">The first position of the result; its padding becomes zero. Must not be <paramref name="x"/>.</param>
    /// <param name="layoutY">How its positions lie.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="isCentered">Whether the mean is taken off.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref readonly float x,
        PixelLayout layoutX,
        ref float y,
        PixelLayout layoutY,
        int samples,
        int count,
        float epsilon,
        bool isCentered
    )
        where TVector : struct, IVector<TVector>
    {
        for (int line = 0; line < samples * layoutY.Lines; line++)
        {
            ref float rowX = ref Unsafe.Add(ref Unsafe.AsRef(in x), BatchBlock.Start(layoutX, line));
            ref float rowY = ref Unsafe.Add(ref y, BatchBlock.Start(layoutY, line));
            for (int pixel = 0; pixel < layoutY.Pixels; pixel++)
            {
                Normal<TVector> normal = Measure<TVector>(ref rowX, ref rowY, count, epsilon, isCentered);
                Row<TVector, Normal<TVector>>(ref rowX, ref rowX, ref rowY, count, normal);
                Clear(ref rowY, count, layoutY.Columns);
                rowX = ref Unsafe.Add(ref rowX, layoutX.Columns);
                rowY = ref Unsafe.Add(ref rowY, layoutY.Columns);
            }
        }
    }

    /// <summary>The gradient by the rows before the normalisation.</summary>
    /// <param name="delta">The first row of the gradient of the result.</param>
    /// <param name="strideDelta">The distance between its rows.</param>
    /// <param name="x">The first row of what was normalised.</param>
    /// <param name="strideX">The distance between its rows.</param>
    /// <param name="gradient">The first row of the gradient; its padding becomes zero. Must be neither of the others.</param>
    /// <param name="strideGradient">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="epsilon">What was added to the variance.</param>
    /// <param name="isCentered">Whether the mean was taken off.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float delta,
        int strideDelta,
        ref readonly float x,
        int strideX,
        ref float gradient,
        int strideGradient,
        int samples,
        int count,
        float epsilon,
        bool isCentered
    )
        where TVector : struct, IVector<TVector>
    {
        var ofDelta = new PixelLayout(strideDelta, 1, 1, strideDelta, strideDelta);
        var ofX = new PixelLayout(strideX, 1, 1, strideX, strideX);
        var ofGradient = new PixelLayout(strideGradient, 1, 1, strideGradient, strideGradient);
        Gradient<TVector>(in delta, ofDelta, in x, ofX, ref gradient, ofGradient, samples, count, epsilon, isCentered);
    }

    /// <summary>The gradient by the channels of each position before the normalisation.</summary>
    /// <param name="delta">The first position of the gradient of the result.</param>
    /// <param name="layoutDelta">How its positions lie.</param>
    /// <param name="x">The first position of what was normalised.</param>
    /// <param name="layoutX">How its positions lie.</param>
    /// <param name="gradient">The first position of the gradient; its padding becomes zero. Must be neither of the others.</param>
    /// <param name="layout">How its positions lie.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of channels.</param>
    /// <param name="epsilon">What was added to the variance.</param>
    /// <param name="isCentered">Whether the mean was taken off.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float delta,
        PixelLayout layoutDelta,
        ref readonly float x,
        PixelLayout layoutX,
        ref float gradient,
        PixelLayout layout,
        int samples,
        int count,
        float epsilon,
        bool isCentered
    )
        where TVector : struct, IVector<TVector>
    {
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float rowDelta = ref Unsafe.Add(ref Unsafe.AsRef(in delta), BatchBlock.Start(layoutDelta, line));
            ref float rowX = ref Unsafe.Add(ref Unsafe.AsRef(in x), BatchBlock.Start(layoutX, line));
            ref float row = ref Unsafe.Add(ref gradient, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                Propagate<TVector>(ref rowDelta, ref rowX, ref row, count, epsilon, isCentered);
                Clear(ref row, count, layout.Columns);
                rowDelta = ref Unsafe.Add(ref rowDelta, layoutDelta.Columns);
                rowX = ref Unsafe.Add(ref rowX, layoutX.Columns);
                row = ref Unsafe.Add(ref row, layout.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Propagate<TVector>(ref float delta, ref float x, ref float gradient, int count, float epsilon, bool isCentered)
        where TVector : struct, IVector<TVector>
    {
        Normal<TVector> normal = Measure<TVector>(ref x, ref gradient, count, epsilon, isCentered);
        float mean = isCentered ? Reduction.Sum<TVector>(in delta, count) / count : 0f;
        Row<TVector, Weighted<TVector>>(ref x, ref delta, ref gradient, count, new Weighted<TVector>(normal));
        float meanOfProduct = Reduction.Sum<TVector>(in gradient, count) / count;
        Row<TVector, Projected<TVector>>(
            ref x,
            ref delta,
            ref gradient,
            count,
            new Projected<TVector>(normal, TVector.Create(mean), TVector.Create(meanOfProduct))
        );
    }

    /// <summary>The mean of a row and the inverse root of its variance; <paramref name="scratch"/> has room for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Normal<TVector> Measure<TVector>(ref float x, ref float scratch, int count, float epsilon, bool isCentered)
        where TVector : struct, IVector<TVector>
    {
        TVector mean = TVector.Zero,
            rest = TVector.Zero;
        if (isCentered)
        {
            // A float rounds a mean that is large beside the deviation; what that leaves is taken off as well.
            mean = TVector.Create(Reduction.Sum<TVector>(in x, count) / count);
            Row<TVector, Distance<TVector>>(ref x, ref x, ref scratch, count, new Distance<TVector>(mean));
            rest = TVector.Create(Reduction.Sum<TVector>(in scratch, count) / count);
        }

        Row<TVector, SquaredDistance<TVector>>(ref x, ref x, ref scratch, count, new SquaredDistance<TVector>(mean, rest));
        float variance = Reduction.Sum<TVector>(in scratch, count) / count;
        return new Normal<TVector>(mean, rest, TVector.Create(1f / MathF.Sqrt(variance + epsilon)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TVector, TFunction>(ref float x, ref float delta, ref float y, int count, TFunction function)
        where TVector : struct, IVector<TVector>
        where TFunction : struct, IRowFunction<TVector>
    {
        int column = 0;
        for (; column + TVector.Count <= count; column += TVector.Count)
            TVector.Store(
                function.Of(TVector.Load(in Unsafe.Add(ref x, column)), TVector.Load(in Unsafe.Add(ref delta, column))),
                ref Unsafe.Add(ref y, column)
            );
        if (column == count)
            return;
        int rest = count - column;
        TVector last = function.Of(
            PartialVector.Load<TVector>(in Unsafe.Add(ref x, column), rest),
            PartialVector.Load<TVector>(in Unsafe.Add(ref delta, column), rest)
        );
        PartialVector.Store(last, ref Unsafe.Add(ref y, column), rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clear(ref float row, int count, int stride)
    {
        for (int column = count; column < stride; column++)
            Unsafe.Add(ref row, column) = 0f;
    }

    private interface IRowFunction<TVector>
    {
        TVector Of(TVector x, TVector delta);
    }

    private readonly struct Distance<TVector>(TVector mean) : IRowFunction<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(TVector x, TVector delta) => x - mean;
    }

    private readonly struct SquaredDistance<TVector>(TVector mean, TVector rest) : IRowFunction<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(TVector x, TVector delta)
        {
            TVector distance = x - mean - rest;
            return distance * distance;
        }
    }

    private readonly struct Normal<TVector>(TVector mean, TVector rest, TVector inverseDeviation) : IRowFunction<TVector>
        where TVector : struct, IVector<TVector>
    {
        public TVector InverseDeviation
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => inverseDeviation;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(TVector x, TVector delta) => (x - mean - rest) * inverseDeviation;
    }

    private readonly struct Weighted<TVector>(Normal<TVector> normal) : IRowFunction<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(TVector x, TVector delta) => delta * normal.Of(x, delta);
    }

    private readonly struct Projected<TVector>(Normal<TVector> normal, TVector mean, TVector meanOfProduct) : IRowFunction<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(TVector x, TVector delta) => (delta - mean - (normal.Of(x, delta) * meanOfProduct)) * normal.InverseDeviation;
    }
}
