using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>How values between those of the input are made when an axis gets another size.</summary>
/// <param name="Mode"><c>nearest</c>, <c>linear</c> or <c>cubic</c>.</param>
/// <param name="Coordinates">Where an output lies in the input.</param>
/// <param name="Nearest">How a place between two values is rounded.</param>
/// <param name="Cubic">The coefficient of cubic interpolation.</param>
/// <param name="LeavesOut">Whether places outside get no weight.</param>
/// <param name="Smooths">Whether the window grows where an axis becomes shorter.</param>
internal sealed record ResizeRule(string Mode, string Coordinates, string Nearest, double Cubic, bool LeavesOut, bool Smooths)
{
    /// <summary>The rule of a node.</summary>
    public static ResizeRule Of(NetworkNode node)
    {
        bool isOld = node.Operator == "Upsample" || node.Version < 11;
        string coordinates = node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
        if (coordinates is "tf_crop_and_resize")
            throw new Refusal("it crops to a region of interest", "put a Slice before it");
        return new ResizeRule(
            node.Text("mode", "nearest"),
            coordinates,
            node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor"),
            node.Number("cubic_coeff_a", -0.75),
            node.Integer("exclude_outside", 0) != 0,
            node.Integer("antialias", 0) != 0
        );
    }

    /// <summary>The sizes and factors by a policy of what is kept of the shape.</summary>
    public static (int[] Sizes, double[] Scales) Fitted(string policy, int[] shape, int[] axes, long[] wanted)
    {
        int[] sizes = [.. shape];
        double[] scales = [.. Enumerable.Repeat(1.0, shape.Length)];
        if (wanted.Length != axes.Length)
            throw new Refusal("it has not a size for each axis", "the file is not valid");
        double[] each = [.. axes.Select((axis, index) => wanted[index] / (double)shape[axis])];
        double common = policy == "not_larger" ? each.Min() : each.Max();
        for (int index = 0; index < axes.Length; index++)
        {
            int axis = axes[index];
            bool isStretched = policy == "stretch";
            scales[axis] = isStretched ? each[index] : common;
            sizes[axis] = isStretched ? (int)wanted[index] : (int)Math.Floor((common * shape[axis]) + 0.5);
        }

        return (sizes, scales);
    }

    /// <summary>The weights of each output.</summary>
    public double[,] Matrix(int inputs, int outputs, double scale)
    {
        Shapes.CheckComputed((long)outputs * inputs, 0, "a resize");
        double[,] matrix = new double[outputs, inputs];
        for (int output = 0; output < outputs; output++)
        {
            double place = Place(output, inputs, outputs, scale);
            foreach ((int input, double weight) in Weights(place, scale))
            {
                if (LeavesOut && (input < 0 || input >= inputs))
                    continue;
                matrix[output, Math.Clamp(input, 0, inputs - 1)] += weight;
            }

            double sum = Enumerable.Range(0, inputs).Sum(input => matrix[output, input]);
            for (int input = 0; input < inputs && (LeavesOut || Smooths); input++)
                matrix[output, input] /= sum;
        }

        return matrix;
    }

    private double Place(int output, int inputs, int outputs, double scale) =>
        Coordinates switch
        {
            "half_pixel" => ((output + 0.5) / scale) - 0.5,
            "half_pixel_symmetric" => HalfPixelSymmetric(output, inputs, outputs, scale),
            "pytorch_half_pixel" => outputs > 1 ? ((output + 0.5) / scale) - 0.5 : 0,
            "align_corners" => inputs == 1 || inputs * scale == 1 ? 0 : output * (inputs - 1) / ((inputs * scale) - 1),
            "asymmetric" => output / scale,
            _ => throw new Refusal($"there are no coordinates '{Coordinates}'", "export with half_pixel"),
        };

    // The scale is not that of the sizes, where those were rounded; the middle stays the middle.
    private static double HalfPixelSymmetric(int output, int inputs, int outputs, double scale)
    {
        double adjustment = outputs / (inputs * scale),
            center = inputs / 2.0,
            offset = center * (1 - adjustment);
        return offset + ((output + 0.5) / scale) - 0.5;
    }

    private IEnumerable<(int Input, double Weight)> Weights(double place, double scale)
    {
        double shrink = Smooths ? Math.Min(1, scale) : 1;
        if (Mode == "nearest")
        {
            yield return (Rounded(place), 1);
            yield break;
        }

        double reach = (Mode == "cubic" ? 2 : 1) / shrink;
        int first = (int)Math.Floor(place - reach) + 1,
            last = (int)Math.Floor(place + reach);
        for (int input = first; input <= last; input++)
        {
            double distance = Math.Abs(input - place) * shrink,
                weight = Mode == "cubic" ? CubicWeight(distance) : Math.Max(0, 1 - distance);
            yield return (input, weight);
        }
    }

    private int Rounded(double place) =>
        Nearest switch
        {
            "round_prefer_floor" => (int)Math.Ceiling(place - 0.5),
            "round_prefer_ceil" => (int)Math.Floor(place + 0.5),
            "floor" => (int)Math.Floor(place),
            "ceil" => (int)Math.Ceiling(place),
            _ => throw new Refusal($"there is no rounding '{Nearest}'", "the file is not valid"),
        };

    private double CubicWeight(double distance) =>
        distance <= 1 ? ((((Cubic + 2) * distance) - (Cubic + 3)) * distance * distance) + 1
        : distance < 2 ? (((((Cubic * distance) - (5 * Cubic)) * distance) + (8 * Cubic)) * distance) - (4 * Cubic)
        : 0;
}
