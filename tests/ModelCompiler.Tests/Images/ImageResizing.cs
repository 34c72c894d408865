using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>Other sizes of an image in double precision, by the formulas of PyTorch's <c>interpolate</c> and adaptive pools.</summary>
internal static class ImageResizing
{
    public static Planes Of(Planes x, Resized layer)
    {
        int lines = layer.Height,
            pixels = layer.Width;
        return Planes.Fill(
            x.Channels,
            lines,
            pixels,
            (c, line, pixel) =>
            {
                double sum = 0;
                foreach ((int fromLine, double vertical) in Weights(layer.Kind, layer.AlignCorners, line, x.Height, lines))
                foreach ((int fromPixel, double horizontal) in Weights(layer.Kind, layer.AlignCorners, pixel, x.Width, pixels))
                    sum += vertical * horizontal * x.OrZero(c, fromLine, fromPixel);
                return sum;
            }
        );
    }

    public static Planes Surround(Planes x, Surrounded layer) =>
        Planes.Fill(
            x.Channels,
            layer.Top + x.Height + layer.Bottom,
            layer.Left + x.Width + layer.Right,
            (c, line, pixel) => x.OrZero(c, line - layer.Top, pixel - layer.Left)
        );

    /// <summary>The inputs of one output along one dimension, and their weights.</summary>
    public static IEnumerable<(int Input, double Weight)> Weights(string kind, bool alignCorners, int output, int inputs, int outputs)
    {
        switch (kind)
        {
            case "nearest":
                return [((int)Math.Floor(output * (inputs / (double)outputs) + 1e-9), 1.0)];
            case "adaptive":
                int start = (int)Math.Floor((output * inputs / (double)outputs) + 1e-9),
                    end = (int)Math.Ceiling(((output + 1) * inputs / (double)outputs) - 1e-9);
                return Enumerable.Range(start, end - start).Select(input => (input, 1.0 / (end - start)));
            default:
                double place =
                    !alignCorners ? Math.Max(0, ((output + 0.5) * inputs / outputs) - 0.5)
                    : outputs == 1 ? 0
                    : output * (inputs - 1.0) / (outputs - 1);
                int low = Math.Min(inputs - 1, (int)Math.Floor(place)),
                    high = Math.Min(inputs - 1, low + 1);
                return [(low, 1 - (place - low)), (high, place - low)];
        }
    }
}
