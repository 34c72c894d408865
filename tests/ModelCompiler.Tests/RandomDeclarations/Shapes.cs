using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A window over one dimension, by the formulas in PyTorch's documentation.</summary>
/// <param name="Kernel">The values of the window.</param>
/// <param name="Stride">The distance between two windows.</param>
/// <param name="Dilation">The distance between two values of a window.</param>
/// <param name="Before">The padding before the input.</param>
/// <param name="After">The padding after the input.</param>
/// <param name="Inputs">The values of the input.</param>
/// <param name="Outputs">The number of windows.</param>
internal readonly record struct AxisWindow(int Kernel, int Stride, int Dilation, int Before, int After, int Inputs, int Outputs)
{
    public static AxisWindow Single { get; } = new(1, 1, 1, 0, 0, 1, 1);

    /// <summary>Whether every window holds a value, and no side is padded by more than half a window.</summary>
    public bool IsPool
    {
        get
        {
            AxisWindow axis = this;
            int extent = (Dilation * (Kernel - 1)) + 1;
            return Before <= extent / 2
                && After <= extent / 2
                && Enumerable
                    .Range(0, Outputs)
                    .All(window =>
                        Enumerable
                            .Range(0, axis.Kernel)
                            .Any(value => axis.Place(window, value) is >= 0 and var place && place < axis.Inputs)
                    );
        }
    }

    public static AxisWindow Of(int inputs, int kernel, int stride, int dilation, int before, int after, bool ceil = false)
    {
        int extent = (dilation * (kernel - 1)) + 1,
            same = Math.Max(0, ((((inputs + stride - 1) / stride) - 1) * stride) + extent - inputs);
        if (before == Padding.Causal)
            before = extent - 1;
        if (after == Padding.Causal)
            after = 0;
        if (before == Padding.Same)
            before = same / 2;
        if (after == Padding.Same)
            after = same - (same / 2);
        int room = inputs + before + after - extent;
        if (room < 0)
            return new(kernel, stride, dilation, before, after, inputs, 0);
        int outputs = ((room + (ceil ? stride - 1 : 0)) / stride) + 1;
        if (ceil && (outputs - 1) * stride >= inputs + before)
            outputs--;
        return new(kernel, stride, dilation, before, after, inputs, outputs);
    }

    /// <summary>Where a value of a window lies.</summary>
    public int Place(int window, int value) => (window * Stride) + (value * Dilation) - Before;

    /// <summary>The values that a mean is of: those in the input and its padding, or in the input.</summary>
    public int Values(int window, bool countsPadding)
    {
        int start = Place(window, 0),
            end = Math.Min(start + Kernel, Inputs + After);
        return countsPadding ? end - start : Math.Min(end, Inputs) - Math.Max(start, 0);
    }
}

/// <summary>The shapes of layers' outputs, as the documentation states them.</summary>
internal static class Shapes
{
    public static int Size(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>An image of one line for a signal.</summary>
    public static (int Channels, int Height, int Width) Image(IReadOnlyList<int> shape) =>
        (shape[0], shape.Count == 3 ? shape[1] : 1, shape[^1]);

    /// <summary>The shape of one sample's output, or null when the inputs do not fit.</summary>
    public static IReadOnlyList<int>? Of(LayerAttribute layer, IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        IReadOnlyList<int> x = inputs[0];
        bool isImage = x.Count == 3,
            isSignal = x.Count == 2;
        switch (layer)
        {
            case DenseAttribute dense:
                return [dense.Units];
            case Conv1DAttribute convolution:
                return isSignal && Divides(convolution.Groups, x[0], convolution.Channels)
                    ? [convolution.Channels, .. Windows(layer, x).Skip(1)]
                    : null;
            case Conv2DAttribute convolution:
                return isImage && Divides(convolution.Groups, x[0], convolution.Channels)
                    ? [convolution.Channels, .. Windows(layer, x)]
                    : null;
            case DepthwiseConv2DAttribute:
                return isImage ? [x[0], .. Windows(layer, x)] : null;
            case ConvTranspose2DAttribute c:
                return !isImage || !Divides(c.Groups, x[0], c.Channels)
                    ? null
                    :
                    [
                        c.Channels,
                        ((x[1] - 1) * c.StrideHeight)
                            - (c.PaddingTop + c.PaddingBottom)
                            + (c.DilationHeight * (c.KernelHeight - 1))
                            + 1
                            + c.OutputPaddingHeight,
                        ((x[2] - 1) * c.StrideWidth)
                            - (c.PaddingLeft + c.PaddingRight)
                            + (c.DilationWidth * (c.KernelWidth - 1))
                            + 1
                            + c.OutputPaddingWidth,
                    ];
            case MaxPool1DAttribute or AvgPool1DAttribute:
                return isSignal && ArePools(layer, x) ? [x[0], .. Windows(layer, x).Skip(1)] : null;
            case MaxPool2DAttribute or AvgPool2DAttribute:
                return isImage && ArePools(layer, x) ? [x[0], .. Windows(layer, x)] : null;
            case GlobalAvgPoolAttribute or GlobalMaxPoolAttribute:
                return isImage || isSignal ? [x[0]] : null;
            case ZeroPadAttribute pad:
                return isImage && pad.PaddingBefore == pad.PaddingAfter
                        ? [x[0], pad.PaddingTop + x[1] + pad.PaddingBottom, pad.PaddingLeft + x[2] + pad.PaddingRight]
                    : isSignal && pad.PaddingTop == pad.PaddingBottom && pad.PaddingLeft == pad.PaddingRight
                        ? [x[0], pad.PaddingBefore + x[1] + pad.PaddingAfter]
                    : null;
            case AdaptiveAvgPoolAttribute pool:
                return isImage ? [x[0], pool.Height, pool.Width]
                    : isSignal && pool.Height == pool.Width ? [x[0], pool.Width]
                    : null;
            case UpsampleAttribute up:
                return isImage && up is { Length: 0, Interpolation: not Interpolation.Linear }
                        ? [x[0], up.Height + (x[1] * up.ScaleHeight), up.Width + (x[2] * up.ScaleWidth)]
                    : isSignal
                    && up is { Height: 0, Width: 0, Interpolation: not Interpolation.Bilinear }
                    && up.ScaleHeight == up.ScaleWidth
                        ? [x[0], up.Length + (x[1] * up.ScaleWidth)]
                    : null;
            case AddAttribute or MultiplyAttribute or SubtractAttribute:
                return inputs.All(other => other.SequenceEqual(x)) ? x : null;
            case ConcatAttribute:
                return inputs.All(other => other.Skip(1).SequenceEqual(x.Skip(1))) ? [inputs.Sum(other => other[0]), .. x.Skip(1)] : null;
            case FlattenAttribute:
                return [Size(x)];
            case ReshapeAttribute reshape:
                return Size(reshape.Shape) == Size(x) ? reshape.Shape : null;
            case PermuteAttribute permute:
                return permute.Axes.Select(axis => ReferenceMoves.Axis(x, axis)).Order().SequenceEqual(Enumerable.Range(0, x.Count))
                    ? [.. permute.Axes.Select(axis => x[ReferenceMoves.Axis(x, axis)])]
                    : null;
            case TransposeAttribute transpose:
                return Has(x, transpose.First, transpose.Second)
                    ? [.. ReferenceMoves.Exchange(x, transpose.First, transpose.Second).Select(axis => x[axis])]
                    : null;
            case FlipAttribute flip:
                return Has(x, flip.Axes) ? x : null;
            case SliceAttribute slice:
                return Has(x, slice.Axis) && IsInside(x[ReferenceMoves.Axis(x, slice.Axis)], slice)
                    ? ReferenceMoves.With(
                        x,
                        ReferenceMoves.Axis(x, slice.Axis),
                        ReferenceMoves.Range(x[ReferenceMoves.Axis(x, slice.Axis)], slice.Start, slice.Stop, slice.Step).Length
                    )
                    : null;
            case SplitAttribute split:
                return Has(x, split.Axis) && split.Part < split.Parts ? Divided(x, split.Axis, split.Parts) : null;
            case GluAttribute glu:
                return Has(x, glu.Axis) ? Divided(x, glu.Axis, 2) : null;
            case PixelShuffleAttribute { Factor: var factor }:
                return isImage && x[0] % (factor * factor) == 0 ? [x[0] / (factor * factor), x[1] * factor, x[2] * factor] : null;
            case PixelUnshuffleAttribute { Factor: var factor }:
                return isImage && x[1] % factor == 0 && x[2] % factor == 0 ? [x[0] * factor * factor, x[1] / factor, x[2] / factor] : null;
            case MeanOverAttribute mean:
                return Has(x, mean.Axis) ? ReferenceMoves.Reduced(x, mean.Axis, mean.KeepAxis) : null;
            case SumOverAttribute sum:
                return Has(x, sum.Axis) ? ReferenceMoves.Reduced(x, sum.Axis, sum.KeepAxis) : null;
            case MaxOverAttribute largest:
                return Has(x, largest.Axis) ? ReferenceMoves.Reduced(x, largest.Axis, largest.KeepAxis) : null;
            case CumulativeSumAttribute sums:
                return Has(x, sums.Axis) ? x : null;
            case BatchNormAttribute:
                return x.Count < 4 ? x : null;
            case GroupNormAttribute group:
                return x[0] % group.Groups == 0 && Size(x) > group.Groups ? x : null;
            case InstanceNormAttribute:
                return (isImage || isSignal) && Size(x) > x[0] ? x : null;
            default:
                return x;
        }
    }

    /// <summary>The windows of a convolution or a pool, down and across.</summary>
    public static (AxisWindow Vertical, AxisWindow Horizontal) WindowsOf(LayerAttribute layer, IReadOnlyList<int> x)
    {
        (_, int height, int width) = Image(x);
        return layer switch
        {
            Conv1DAttribute c => (AxisWindow.Single, AxisWindow.Of(width, c.Kernel, c.Stride, c.Dilation, c.PaddingBefore, c.PaddingAfter)),
            Convolution2DAttribute c => (
                AxisWindow.Of(height, c.KernelHeight, c.StrideHeight, c.DilationHeight, c.PaddingTop, c.PaddingBottom),
                AxisWindow.Of(width, c.KernelWidth, c.StrideWidth, c.DilationWidth, c.PaddingLeft, c.PaddingRight)
            ),
            Pool1DAttribute p => (
                AxisWindow.Single,
                AxisWindow.Of(
                    width,
                    p.Kernel,
                    p.Stride == 0 ? p.Kernel : p.Stride,
                    (p as MaxPool1DAttribute)?.Dilation ?? 1,
                    p.PaddingBefore,
                    p.PaddingAfter,
                    p.CeilMode
                )
            ),
            Pool2DAttribute p => (
                AxisWindow.Of(
                    height,
                    p.KernelHeight,
                    p.StrideHeight,
                    (p as MaxPool2DAttribute)?.DilationHeight ?? 1,
                    p.PaddingTop,
                    p.PaddingBottom,
                    p.CeilMode
                ),
                AxisWindow.Of(
                    width,
                    p.KernelWidth,
                    p.StrideWidth,
                    (p as MaxPool2DAttribute)?.DilationWidth ?? 1,
                    p.PaddingLeft,
                    p.PaddingRight,
                    p.CeilMode
                )
            ),
            _ => throw new ArgumentException($"{layer} has no window.", nameof(layer)),
        };
    }

    /// <summary>The groups of a convolution that is not transposed.</summary>
    public static int GroupsOf(ConvolutionAttribute layer, IReadOnlyList<int> x) =>
        layer switch
        {
            Conv1DAttribute convolution => convolution.Groups,
            Conv2DAttribute convolution => convolution.Groups,
            _ => x[0],
        };

    private static int[] Windows(LayerAttribute layer, IReadOnlyList<int> x) =>
        WindowsOf(layer, x) is var (vertical, horizontal) ? [vertical.Outputs, horizontal.Outputs] : [];

    private static bool ArePools(LayerAttribute layer, IReadOnlyList<int> x) =>
        WindowsOf(layer, x) is var (vertical, horizontal) && vertical.IsPool && horizontal.IsPool;

    private static bool Has(IReadOnlyList<int> shape, params int[] axes) => axes.All(axis => axis >= -shape.Count && axis < shape.Count);

    private static bool IsInside(int size, SliceAttribute slice) =>
        Math.Abs((long)slice.Start) <= size
        && (slice.Stop == int.MaxValue || Math.Abs((long)slice.Stop) <= size)
        && ReferenceMoves.Range(size, slice.Start, slice.Stop, slice.Step).Length > 0;

    private static int[]? Divided(IReadOnlyList<int> shape, int axis, int parts) =>
        ReferenceMoves.Axis(shape, axis) is var position && shape[position] % parts == 0
            ? ReferenceMoves.With(shape, position, shape[position] / parts)
            : null;

    private static bool Divides(int groups, int left, int right) => left % groups == 0 && right % groups == 0;
}
