using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>The zeros that readers need around an image.</summary>
internal static class Borders
{
    /// <summary>The border that all readers of a node need together.</summary>
    public static Border NeedOf(ScheduleBuilder builder, int node)
    {
        Border need = default;
        foreach (int consumer in builder.Consumers(node, builder.Graph.Nodes.Count))
            need = need.Join(NeedOf(builder, node, consumer));
        return need;
    }

    /// <summary>The border that a convolution's window needs around its image.</summary>
    public static Border Of(Window window, ImageShape image) =>
        new(
            Math.Max(0, window.Vertical.Before),
            window.Vertical.Reach(image.Height),
            Math.Max(0, window.Horizontal.Before),
            window.Horizontal.Reach(image.Width)
        );

    /// <summary>The border that the gradient of a convolution's image needs around the gradient of its output.</summary>
    public static Border OfReverse(Window window, ImageShape image, ImageShape output) =>
        Of(AxisWalk.Backward(window.Vertical, image.Height), AxisWalk.Backward(window.Horizontal, image.Width), output);

    /// <summary>The border that the gradient of a depthwise convolution's image needs around the spread gradient of its output.</summary>
    public static Border OfSpread(Window window, ImageShape image)
    {
        Window reverse = window.Reverse(image);
        return new Border(
            Math.Max(0, reverse.Vertical.Before),
            Math.Max(0, reverse.Vertical.After),
            Math.Max(0, reverse.Horizontal.Before),
            Math.Max(0, reverse.Horizontal.After)
        );
    }

    private static Border Of(IEnumerable<AxisWalk> vertical, IEnumerable<AxisWalk> horizontal, ImageShape input) =>
        new(
            vertical.Max(walk => walk.Before),
            vertical.Max(walk => walk.After(input.Height)),
            horizontal.Max(walk => walk.Before),
            horizontal.Max(walk => walk.After(input.Width))
        );

    private static Border NeedOf(ScheduleBuilder builder, int node, int consumer)
    {
        Node reader = builder.Graph.Nodes[consumer];
        if (reader.CanOverwrite)
            return BatchNorm.IsInPlace(builder, consumer) ? NeedOf(builder, BatchNorm.ResultOf(builder, consumer)) : default;
        if (reader.Operands[0] != node || reader.Reading is not { } reading)
            return default;
        var image = ImageShape.Of(builder.Graph.Nodes[node].Shape);
        return !reading.IsReverse ? Of(reading.Window, image)
            : ConvolutionGradient.ReadsWithoutBorder(builder, consumer, image) ? default
            : OfReverse(reading.Window, ImageShape.Of(reader.Shape), image);
    }
}
