namespace ModelCompiler.Generator.Graph;

/// <summary>A tensor of [channels, height, width], or of [channels, length] as an image of one line.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    public static ImageShape Of(TensorShape shape) =>
        shape.Dimensions.Count switch
        {
            3 => new ImageShape(shape.Dimensions[0], shape.Dimensions[1], shape.Dimensions[2]),
            2 => new ImageShape(shape.Dimensions[0], 1, shape.Dimensions[1]),
            _ => throw new ArgumentException($"{shape} is no image.", nameof(shape)),
        };

    /// <summary>The tensor with as many dimensions as <paramref name="like"/>.</summary>
    public TensorShape ToTensor(TensorShape like) =>
        like.Dimensions.Count == 3 ? TensorShape.Of(Channels, Height, Width) : TensorShape.Of(Channels, Width);
}
