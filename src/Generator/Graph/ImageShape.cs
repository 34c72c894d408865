namespace ModelCompiler.Generator.Graph;

/// <summary>
/// The channels of a position, and where positions lie: an image of height and width, a signal, a sequence or what has further dimensions
/// as an image of one line, a vector as an image of one pixel.
/// </summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The number of positions.</summary>
    public int Pixels => Height * Width;

    public static ImageShape Of(TensorShape shape) =>
        shape.Axes.Count == 0
            ? throw new ArgumentException($"The axes of {shape} have no meaning.", nameof(shape))
            : new ImageShape(
                shape.Extent(Axis.Channel),
                shape.Extent(Axis.Height),
                // In a layer that is too large to be compiled, the size of a value may be beyond an int; its positions are not.
                (int)(
                    shape.Dimensions.Aggregate(1L, (size, extent) => size * extent) / shape.Extent(Axis.Channel) / shape.Extent(Axis.Height)
                )
            );

    /// <summary>The tensor with the axes of <paramref name="like"/>.</summary>
    public TensorShape ToTensor(TensorShape like)
    {
        (int channels, int height, int width) = this;
        return like.Resized(axis =>
            axis == Axis.Channel ? channels
            : axis == Axis.Height ? height
            : width
        );
    }
}
