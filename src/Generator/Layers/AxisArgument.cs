using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>Over which axis of its input a layer works.</summary>
internal static class AxisArgument
{
    /// <summary>The argument.</summary>
    public const string Name = "Axis";

    /// <summary>The axis that a layer names, counted from the end when negative, or the default of its input; null for all values.</summary>
    public static Axis? Of(LayerSpec layer, int input, GraphBuilder graph) =>
        layer.Number(Name) is null ? graph.DefaultAxis(input) : graph.ShapeOf(input).Axes[Position(layer, graph.ShapeOf(input))];

    /// <summary>The position of the axis that a layer names; outside the shape when there is no such axis.</summary>
    public static int Position(LayerSpec layer, TensorShape shape) =>
        layer.Integer(Name) is var axis && axis < 0 ? axis + shape.Dimensions.Count : axis;
}
