namespace ModelCompiler.Tests.Images;

/// <summary>Channels of lines of pixels.</summary>
internal sealed record Planes(int Channels, int Height, int Width, double[] Values)
{
    public static Planes Fill(int channels, int height, int width, Func<int, int, int, double> value)
    {
        double[] values = new double[channels * height * width];
        for (int index = 0; index < values.Length; index++)
            values[index] = value(index / (height * width), index / width % height, index % width);
        return new Planes(channels, height, width, values);
    }

    public bool Holds(int line, int pixel) => line >= 0 && line < Height && pixel >= 0 && pixel < Width;

    public double OrZero(int channel, int line, int pixel) =>
        Holds(line, pixel) ? Values[(((channel * Height) + line) * Width) + pixel] : 0;

    public IEnumerable<double> Plane(int channel) => Values.Skip(channel * Height * Width).Take(Height * Width);
}
