namespace ModelCompiler.Generator.Graph;

/// <summary>A sum of products over a window. Operands: image, weight, and bias when there is one.</summary>
internal abstract record WindowProductNode(string Label, TensorShape Shape, Window Window, int Groups, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    /// <summary>Whether the window slides over the result.</summary>
    public abstract bool IsTransposed { get; }

    public override WindowReading? Reading => new(Window, IsTransposed);

    public override bool MayBeOverwritten => true;

    // The weight is used once for each place of the window.
    public override long MultiplyAdds(IReadOnlyList<Node> nodes)
    {
        TensorShape places = IsTransposed ? nodes[Operands[0]].Shape : Shape;
        return (long)nodes[Operands[1]].Shape.Size * ImageShape.Of(places).Pixels;
    }
}

/// <summary><c>y[o, p] = b[o] + sum over c, t of w[o, c, t] x[c, p * stride + t]</c>.</summary>
internal sealed record ConvolutionNode(string Label, TensorShape Shape, Window Window, int Groups, EquatableArray<int> Operands)
    : WindowProductNode(Label, Shape, Window, Groups, Operands)
{
    public override bool IsTransposed => false;

    // A window that ends at its step and moves step by step.
    public override bool IsStepwise(IReadOnlyList<Node> nodes) =>
        Window.Horizontal is { Stride: 1, After: 0 } steps && steps.Before == steps.Extent - 1;
}

/// <summary>
/// <c>y[o, p * stride + t] = b[o] + sum over c, t of w[c, o, t] x[c, p]</c>: what the gradient of a convolution's image is. The window is
/// that of the convolution, which slides over y.
/// </summary>
internal sealed record TransposedConvolutionNode(string Label, TensorShape Shape, Window Window, int Groups, EquatableArray<int> Operands)
    : WindowProductNode(Label, Shape, Window, Groups, Operands)
{
    public override bool IsTransposed => true;
}

/// <summary>The gradient of a transposed convolution's image, a convolution. Operands: upstream, weight.</summary>
internal sealed record TransposedInputGradientNode(string Label, TensorShape Shape, Window Window, int Groups, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override WindowReading? Reading => new(Window, IsReverse: false);
}

/// <summary>The gradient of a convolution's image. Operands: upstream, weight.</summary>
internal sealed record ConvolutionInputGradientNode(
    string Label,
    TensorShape Shape,
    Window Window,
    int Groups,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands)
{
    public override WindowReading? Reading => new(Window, IsReverse: true);
}

/// <summary>The gradient of the weight of a convolution or a transposed one. Operands: upstream, image.</summary>
internal sealed record ConvolutionWeightGradientNode(
    string Label,
    TensorShape Shape,
    Window Window,
    int Groups,
    bool IsTransposed,
    EquatableArray<int> Operands
) : Node(Label, Shape, false, Operands)
{
    public override WindowReading? Reading => IsTransposed ? new(Window, IsReverse: false) : null;
}

/// <summary>The sum of each channel over the batch and the pixels, the gradient of a convolution's bias. Operand: upstream.</summary>
internal sealed record ChannelSumNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, false, Operands);

/// <summary>The largest value or the mean of each window, channel by channel. Operand: image.</summary>
internal sealed record PoolNode(string Label, TensorShape Shape, Window Window, bool IsMaximum, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>The gradient of a pool's image. Operands: upstream, and image and pool when it is a maximum.</summary>
internal sealed record PoolGradientNode(string Label, TensorShape Shape, Window Window, bool IsMaximum, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>Lines above and below an image, and pixels on the left and on the right of it; cut off where a number is negative.</summary>
internal readonly record struct Margins(int Top, int Bottom, int Left, int Right)
{
    /// <summary>What takes them away again.</summary>
    public Margins Reverse => new(-Top, -Bottom, -Left, -Right);

    /// <summary>An image with them.</summary>
    public ImageShape Around(ImageShape image) =>
        image with
        {
            Height = Padded(image.Height, Top, Bottom),
            Width = Padded(image.Width, Left, Right),
        };

    private static int Padded(int extent, int before, int after) => (int)Math.Min(int.MaxValue, (long)before + extent + after);
}

/// <summary>An image with zeros around it, or cut where a margin is negative. Operand: image.</summary>
internal sealed record PadNode(string Label, TensorShape Shape, Margins Margins, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>
/// Each value a sum of weighted neighbours, line by line and pixel by pixel: <c>y[c, p, q] = sum over i, j of vertical[p, i]
/// horizontal[q, j] x[c, i, j]</c>. Its gradient is one too, with the matrices transposed. Operand: image.
/// </summary>
internal sealed record ResampleNode(
    string Label,
    TensorShape Shape,
    AxisMatrix Vertical,
    AxisMatrix Horizontal,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands);
