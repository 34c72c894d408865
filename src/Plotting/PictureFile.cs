using ScottPlot;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>What a picture file contains.</summary>
internal enum PictureFormat
{
    Png,
    Svg,
}

/// <summary>Draws plots into files.</summary>
internal static class PictureFile
{
    /// <summary>The format that a file name asks for.</summary>
    /// <exception cref="ArgumentException">The extension is neither <c>.png</c> nor <c>.svg</c>.</exception>
    public static PictureFormat FormatOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => PictureFormat.Png,
            ".SVG" => PictureFormat.Svg,
            string other => throw new ArgumentException(
                $"'{path}' ends with '{other}', but a picture is a .png or a .svg file.",
                nameof(path)
            ),
        };
    }

    /// <summary>Draws and writes.</summary>
    public static void Write(Multiplot plots, string path, PictureFormat format, int width, int height)
    {
        byte[] picture = format == PictureFormat.Png ? Png(plots, width, height) : Svg(plots, width, height);
        File.WriteAllBytes(path, picture);
    }

    private static byte[] Png(Multiplot plots, int width, int height)
    {
        using SKSurface surface =
            SKSurface.Create(new SKImageInfo(width, height))
            ?? throw new IOException($"A picture of {width} x {height} pixels does not fit into memory: choose a smaller one.");
        surface.Canvas.Clear(SKColors.White);
        plots.Render(surface.Canvas, new PixelRect(0, width, height, 0));
        using SKPixmap pixels = surface.PeekPixels();
        using SKData? data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, zLibLevel: 9));
        return data?.ToArray()
            ?? throw new IOException($"A picture of {width} x {height} pixels cannot be encoded as PNG: choose a smaller one.");
    }

    private static byte[] Svg(Multiplot plots, int width, int height)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream))
        {
            canvas.Clear(SKColors.White);
            plots.Render(canvas, new PixelRect(0, width, height, 0));
        }

        return stream.ToArray();
    }
}
