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
        if (reader is BatchNormNode)
            return BatchNorm.IsInPlace(builder, consumer) ? NeedOf(builder, BatchNorm.ResultOf(builder, consumer)) : default;
        return reader.Operands[0] == node ? Window(builder, reader, ImageShape.Of(builder.Graph.Nodes[node].Shape)) : default;
    }

    private static Border Window(ScheduleBuilder builder, Node reader, ImageShape image) =>
        reader switch
        {
            ConvolutionNode convolution => Of(convolution.Window, image),
            TransposedConvolutionNode transposed => OfReverse(transposed.Window, ImageShape.Of(transposed.Shape), image),
            TransposedInputGradientNode gradient => Of(gradient.Window, image),
            ConvolutionWeightGradientNode { IsTransposed: true } gradient => Of(gradient.Window, image),
            ConvolutionInputGradientNode gradient => ConvolutionGradient.ReadsWithoutBorder(builder, gradient, image)
                ? default
                : OfReverse(gradient.Window, ImageShape.Of(gradient.Shape), image),
            _ => default,
        };
}
