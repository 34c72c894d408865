namespace ModelCompiler.Generator.Graph;

/// <summary>The primitives on images, for layers to say what they compute with; each returns the new node's position.</summary>
internal static class ImageOperations
{
    /// <summary>A convolution; <paramref name="bias"/> is -1 for none.</summary>
    public static int Convolution(this GraphBuilder graph, string layer, int x, int weight, int bias, Window window, int groups)
    {
        TensorShape shape = graph.ShapeOf(x);
        TensorShape output = window.Outputs(ImageShape.Of(shape), graph.ShapeOf(weight).Dimensions[0]).ToTensor(shape);
        return graph.Add(
            new ConvolutionNode(
                layer,
                output,
                window,
                groups,
                bias < 0 ? GraphBuilder.Operands(x, weight) : GraphBuilder.Operands(x, weight, bias)
            )
        );
    }

    /// <summary>
    /// A transposed convolution to an image of a shape, over which the window slides; <paramref name="bias"/> is -1 for none.
    /// </summary>
    public static int TransposedConvolution(
        this GraphBuilder graph,
        string layer,
        int x,
        int weight,
        int bias,
        TensorShape output,
        Window window,
        int groups
    ) =>
        graph.Add(
            new TransposedConvolutionNode(
                layer,
                output,
                window,
                groups,
                bias < 0 ? GraphBuilder.Operands(x, weight) : GraphBuilder.Operands(x, weight, bias)
            )
        );

    /// <summary>The largest value or the mean of each window.</summary>
    public static int Pool(this GraphBuilder graph, string layer, int x, Window window, bool isMaximum)
    {
        TensorShape shape = graph.ShapeOf(x);
        var image = ImageShape.Of(shape);
        return graph.Add(
            new PoolNode(layer, window.Outputs(image, image.Channels).ToTensor(shape), window, isMaximum, GraphBuilder.Operands(x))
        );
    }

    /// <summary>
    /// Zeros around an image, on each side of a line <paramref name="horizontal"/> and above and below <paramref name="vertical"/>.
    /// </summary>
    public static int Pad(this GraphBuilder graph, string layer, int x, int vertical, int horizontal)
    {
        TensorShape shape = graph.ShapeOf(x);
        var image = ImageShape.Of(shape);
        TensorShape output = new ImageShape(image.Channels, Padded(image.Height, vertical), Padded(image.Width, horizontal)).ToTensor(
            shape
        );
        return graph.Add(new PadNode(layer, output, vertical, horizontal, GraphBuilder.Operands(x)));

        static int Padded(int extent, int padding) => (int)Math.Min(int.MaxValue, extent + (2L * padding));
    }
}
