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
        return graph.View(layer.Name, input, view, shape);
    }

    public override string Describe(LayerSpec layer) => Kind;

    /// <summary>The elements of an input and their shape.</summary>
    protected abstract (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input);

    /// <summary>A view in the shape of its axes.</summary>
    protected static (View View, TensorShape Shape) Shaped(View view) => (view, view.Shape);
}

/// <summary>The axes in another order.</summary>
internal sealed class PermuteLayer() : ViewLayer("Permute")
{
    protected override (View View, TensorShape Shape) Of(LayerSpec layer, TensorShape input) =>
        Shaped(View.Of(input).Permute([.. layer.Integers("Axes").Select(axis => AxisArguments.Of(axis, input))]));
}

/// <summary>Two axes exchanged.</summary>
internal sealed class TransposeLayer() : ViewLayer("Transpose")
{
    public const int DefaultFirst = -2,
        DefaultSecond = -1;

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

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis"), shape),
            step = layer.Integer("Step", 1);
        (int start, int count) = AxisArguments
            .Slice(shape.Dimensions[axis], layer.Integer("Start"), layer.Integer("Stop", int.MaxValue), step)!
            .Value;
        return graph.Slice(layer.Name, input, axis, start, count, step);
    }

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary>One of several equal parts of an axis.</summary>
internal sealed class SplitLayer : LayerDefinition
{
    public override string Kind => "Split";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis"), shape),
            size = shape.Dimensions[axis] / layer.Integer("Parts");
        return graph.Slice(layer.Name, input, axis, layer.Integer("Part") * size, size);
    }

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary>One half of an axis, gated by the other.</summary>
internal sealed class GluLayer : LayerDefinition
{
    public const int DefaultAxis = -1;

    public override string Kind => "Glu";

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

    public override string Describe(LayerSpec layer) => Kind;
}
