namespace ModelCompiler.Generator.Planning;

/// <summary>Where the channels of a value lie: the pixels of an image, or the rows of a flat layer as images of one pixel. Distances are in floats.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="First">The position of the first pixel.</param>
/// <param name="Stored">The channels as stored.</param>
/// <param name="Pixels">The pixels of a line.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Line">The distance between two lines.</param>
/// <param name="Sample">The distance between two samples.</param>
/// <param name="Image">The image, or null for rows.</param>
internal sealed record ChannelView(int Buffer, int First, int Stored, int Pixels, int Lines, int Line, int Sample, Image? Image)
{
    public static ChannelView Of(Image image)
    {
        ImageLayout layout = image.Layout;
        return new ChannelView(image.Buffer, layout.First, layout.Stored, layout.Shape.Width, layout.Shape.Height, layout.Line, layout.Sample, image);
    }

    public static ChannelView OfRows(int buffer, int width, int stride) => new(buffer, 0, MemoryLayout.Padded(width), 1, 1, stride, stride, null);
}
