using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A layer whose values are those of its input, by an affine index.</summary>
internal abstract class ViewLayer(string kind) : LayerDefinition
{
    public override string Kind => kind;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        (View view, TensorShape shape) = Of(layer, graph.ShapeOf(input));
        return graph.View(layer.Name, input, view, shape.Like(graph.ShapeOf(input)));
    }

    /// <summary>The elements of an input and their shape.</summary>
    protected abstract (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input);

    /// <summary>A view in the shape of its axes.</summary>
    protected static (View View, TensorShape Shape) Shaped(View view) => (view, view.Shape);
}

/// <summary>The axes in another order.</summary>
internal sealed class PermuteLayer() : ViewLayer("Permute")
{
    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        EquatableArray<int> axes = layer.Integers("Axes");
        int rank = inputs[0].Dimensions.Count;
        if (axes.Count == rank && axes.Select(axis => AxisArguments.Find(axis, rank)).OfType<int>().Distinct().Count() == rank)
            return true;
        report.Add(
            AxisRules.AxesNoPermutation,
            null,
            layer.Name,
            string.Join(", ", axes.Select(axis => Numbers.Text(axis))),
            inputs[0],
            AxisArguments.Range(inputs[0])
        );
        return false;
    }

    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input) =>
        Shaped(View.Of(input).Permute([.. layer.Integers("Axes").Select(axis => AxisArguments.Of(axis, input))]));
}

/// <summary>Two axes exchanged.</summary>
internal sealed class TransposeLayer() : ViewLayer("Transpose")
{
    private const int DefaultFirst = -2,
        DefaultSecond = -1;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        AxisArguments.Exists(layer, "First", layer.Integer("First", DefaultFirst), inputs[0], report)
        & AxisArguments.Exists(layer, "Second", layer.Integer("Second", DefaultSecond), inputs[0], report);

    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input)
    {
        int first = AxisArguments.Of(layer.Integer("First", DefaultFirst), input),
            second = AxisArguments.Of(layer.Integer("Second", DefaultSecond), input);
        return Shaped(View.Of(input).Permute(AxisArguments.Exchanged(input.Dimensions.Count, first, second)));
    }
}

/// <summary>Axes backwards.</summary>
internal sealed class FlipLayer() : ViewLayer("Flip")
{
    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        layer.Integers("Axes").All(axis => AxisArguments.Exists(layer, "Axes", axis, inputs[0], report));

    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input) =>
        Shaped(
            layer
                .Integers("Axes")
                .Select(axis => AxisArguments.Of(axis, input))
                .Distinct()
                .Aggregate(View.Of(input), (view, axis) => view.Slice(axis, input.Dimensions[axis] - 1, input.Dimensions[axis], step: -1))
        );
}

/// <summary>Blocks of pixels of channels.</summary>
internal sealed class PixelShuffleLayer() : ViewLayer("PixelShuffle")
{
    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Factor", report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        long factor = layer.Integer("Factor");
        return ImageArguments.Image(layer, inputs[0], isSignal: false, report) is { } image
            && AxisArguments.Divide(layer, "Factor", "the channels", image.Channels, factor * factor, inputs[0], report);
    }

    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input)
    {
        int factor = layer.Integer("Factor"),
            channels = input.Dimensions[0] / (factor * factor),
            height = input.Dimensions[1],
            width = input.Dimensions[2];
        return (
            View.Of(channels, factor, factor, height, width).Permute(0, 3, 1, 4, 2),
            TensorShape.Of(channels, height * factor, width * factor)
        );
    }
}

/// <summary>Channels of blocks of pixels.</summary>
internal sealed class PixelUnshuffleLayer() : ViewLayer("PixelUnshuffle")
{
    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Factor", report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        int factor = layer.Integer("Factor");
        return ImageArguments.Image(layer, inputs[0], isSignal: false, report) is { } image
            && AxisArguments.Divide(layer, "Factor", "the height", image.Height, factor, inputs[0], report)
            && AxisArguments.Divide(layer, "Factor", "the width", image.Width, factor, inputs[0], report);
    }

    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input)
    {
        int factor = layer.Integer("Factor"),
            channels = input.Dimensions[0],
            height = input.Dimensions[1] / factor,
            width = input.Dimensions[2] / factor;
        return (
            View.Of(channels, height, factor, width, factor).Permute(0, 2, 4, 1, 3),
            TensorShape.Of(channels * factor * factor, height, width)
        );
    }
}

/// <summary>A part of an axis.</summary>
internal sealed class SliceLayer : LayerDefinition
{
    public override string Kind => "Slice";

    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Step", report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        if (!AxisArguments.Exists(layer, "Axis", layer.Integer("Axis"), inputs[0], report))
            return false;
        if (Values(layer, inputs[0]) is not null)
            return true;
        int stop = layer.Integer("Stop", int.MaxValue);
        report.Add(
            AxisRules.SliceEmpty,
            null,
            layer.Name,
            Numbers.Text(layer.Integer("Start")),
            stop == int.MaxValue ? "the end" : Numbers.Text(stop),
            Numbers.Text(inputs[0].Dimensions[AxisArguments.Of(layer.Integer("Axis"), inputs[0])])
        );
        return false;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);

        // A stream compiles the model for one step. There the slice is of the only step: that it takes the last one was seen before.
        (int start, int count) = Values(layer, shape) ?? (0, 1);
        return graph.Slice(layer.Name, input, AxisArguments.Of(layer.Integer("Axis"), shape), start, count, layer.Integer("Step", 1));
    }

    // The first value and their number, or null when there are none or they lie beyond the axis.
    private static (int Start, int Count)? Values(LayerSpec layer, TensorShape shape) =>
        AxisArguments.Slice(
            shape.Dimensions[AxisArguments.Of(layer.Integer("Axis"), shape)],
            layer.Integer("Start"),
            layer.Integer("Stop", int.MaxValue),
            layer.Integer("Step", 1)
        );
}

/// <summary>One of several equal parts of an axis.</summary>
internal sealed class SplitLayer : LayerDefinition
{
    public override string Kind => "Split";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckPositive(layer, "Parts", report);
        int part = layer.Integer("Part"),
            parts = layer.Integer("Parts");
        if (parts > 0 && (part < 0 || part >= parts))
            report.OutOfRange(layer, "Part", part, $"from 0 to {Numbers.Text(parts - 1)}, as there are {Numbers.Text(parts)} parts");
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        AxisArguments.Exists(layer, "Axis", layer.Integer("Axis"), inputs[0], report)
        && AxisArguments.DivideAxis(layer, "Parts", layer.Integer("Axis"), layer.Integer("Parts"), inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis"), shape),
            size = shape.Dimensions[axis] / layer.Integer("Parts");

        // As a slice, of the only step of a stream.
        return size == 0
            ? graph.Slice(layer.Name, input, axis, 0, 1)
            : graph.Slice(layer.Name, input, axis, layer.Integer("Part") * size, size);
    }
}

/// <summary>One half of an axis, gated by the other.</summary>
internal sealed class GluLayer : LayerDefinition
{
    private const int DefaultAxis = -1;

    public override string Kind => "Glu";

    public override string EndActivation(LayerSpec layer) => Kind;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        AxisArguments.Exists(layer, "Axis", layer.Integer("Axis", DefaultAxis), inputs[0], report)
        && AxisArguments.DivideAxis(layer, null, layer.Integer("Axis", DefaultAxis), 2, inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis", DefaultAxis), shape),
            half = shape.Dimensions[axis] / 2;
        Variable a = new("a"),
            b = new("b");
        int first = graph.Slice(layer.Name, input, axis, 0, half),
            second = graph.Slice(layer.Name, input, axis, half, half);
        return graph.Map(layer.Name, a * ExpressionFunctions.Sigmoid(b), (a, first), (b, second));
    }
}
