using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A window over one dimension, by the formulas in PyTorch's documentation.</summary>
/// <param name="Kernel">The values of the window.</param>
/// <param name="Stride">The distance between two windows.</param>
/// <param name="Dilation">The distance between two values of a window.</param>
/// <param name="Before">The zeros before the input.</param>
/// <param name="Outputs">The number of windows.</param>
internal readonly record struct AxisWindow(int Kernel, int Stride, int Dilation, int Before, int Outputs)
{
    public static AxisWindow Single { get; } = new(1, 1, 1, 0, 1);

    public static AxisWindow Of(int input, int kernel, int stride, int dilation, int padding)
    {
        int extent = (dilation * (kernel - 1)) + 1;
        if (padding != Padding.Same)
            return new(
                kernel,
                stride,
                dilation,
                padding,
                input + (2 * padding) < extent ? 0 : ((input + (2 * padding) - extent) / stride) + 1
            );
        int outputs = (input + stride - 1) / stride;
        return new(kernel, stride, dilation, Math.Max(0, ((outputs - 1) * stride) + extent - input) / 2, outputs);
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
                    : [c.Channels, Enlarged(c, c.KernelHeight, x[1]), Enlarged(c, c.KernelWidth, x[2])];
            case MaxPool1DAttribute or AvgPool1DAttribute:
                return isSignal && Holds((PoolAttribute)layer) ? [x[0], .. Windows(layer, x).Skip(1)] : null;
            case MaxPool2DAttribute or AvgPool2DAttribute:
                return isImage && Holds((PoolAttribute)layer) ? [x[0], .. Windows(layer, x)] : null;
            case GlobalAvgPoolAttribute or GlobalMaxPoolAttribute:
                return isImage || isSignal ? [x[0]] : null;
            case ZeroPadAttribute pad:
                return isImage || isSignal ? [x[0], .. x.Skip(1).Select(size => size + (2 * pad.Padding))] : null;
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
            Conv1DAttribute c => (AxisWindow.Single, AxisWindow.Of(width, c.Kernel, c.Stride, c.Dilation, c.Padding)),
            Conv2DAttribute c => (
                AxisWindow.Of(height, c.KernelHeight, c.Stride, c.Dilation, c.Padding),
                AxisWindow.Of(width, c.KernelWidth, c.Stride, c.Dilation, c.Padding)
            ),
            DepthwiseConv2DAttribute c => (
                AxisWindow.Of(height, c.Kernel, c.Stride, c.Dilation, c.Padding),
                AxisWindow.Of(width, c.Kernel, c.Stride, c.Dilation, c.Padding)
            ),
            PoolAttribute pool when x.Count == 2 => (AxisWindow.Single, AxisWindow.Of(width, pool.Kernel, StrideOf(pool), 1, pool.Padding)),
            PoolAttribute pool => (
                AxisWindow.Of(height, pool.Kernel, StrideOf(pool), 1, pool.Padding),
                AxisWindow.Of(width, pool.Kernel, StrideOf(pool), 1, pool.Padding)
            ),
            _ => throw new ArgumentException($"{layer} has no window.", nameof(layer)),
        };
    }

    private static int[] Windows(LayerAttribute layer, IReadOnlyList<int> x) =>
        WindowsOf(layer, x) is var (vertical, horizontal) ? [vertical.Outputs, horizontal.Outputs] : [];

    private static int StrideOf(PoolAttribute pool) => pool.Stride == 0 ? pool.Kernel : pool.Stride;

    private static bool Holds(PoolAttribute pool) => pool.Padding <= pool.Kernel / 2;

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

    private static int Enlarged(ConvTranspose2DAttribute layer, int kernel, int input) =>
        ((input - 1) * layer.Stride) - (2 * layer.Padding) + (layer.Dilation * (kernel - 1)) + 1 + layer.OutputPadding;
}
