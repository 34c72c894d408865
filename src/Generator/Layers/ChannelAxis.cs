using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The axis of a layer that works on the channels of one position after the other.</summary>
internal static class ChannelAxis
{
    private const string Name = "Axis";

    /// <summary>
    /// The axis that a layer names, counted from the end when negative, or the default of its input; null for all values.
    /// </summary>
    public static Axis? Of(LayerSpec layer, int input, GraphBuilder graph) =>
        layer.Number(Name) is null ? graph.DefaultAxis(input) : graph.ShapeOf(input).Axes[Position(layer, graph.ShapeOf(input))];

    /// <summary>Whether the input has the axis, and it is one that its positions are made of; reports it when not.</summary>
    public static bool Fits(LayerSpec layer, TensorShape input, LayerReport report)
    {
        if (layer.Number(Name) is null)
            return true;
        int position = Position(layer, input),
            channels = input.IsChannelsLast ? input.Dimensions.Count - 1 : 0;
        if (position == channels)
            return true;
        report.Add(
            ShapeRules.AxisNotOfChannels,
            Name,
            layer.Name,
            layer.Integer(Name),
            input,
            input.IsSequence ? "the features" : "the channels",
            channels
        );
        return false;
    }

    private static int Position(LayerSpec layer, TensorShape shape) => AxisArguments.Of(layer.Integer(Name), shape);
}
