namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Draws what layers with windows, and layers of other sizes, take: for all dimensions, for each, and for each side.</summary>
internal sealed class RandomWindows(Random random)
{
    private static readonly string[] s_sizes = ["Height", "Width"],
        s_sidesOfImages = ["Top", "Bottom", "Left", "Right"],
        s_sidesOfSignals = ["Before", "After"];

    /// <summary>The window of a convolution.</summary>
    public LayerDeclaration Convolution(LayerDeclaration layer, Type type)
    {
        bool isSignal = type == typeof(Conv1DAttribute),
            isTransposed = type == typeof(ConvTranspose2DAttribute);
        layer =
            !isSignal && Chance(0.3)
                ? layer.With("KernelHeight", 1 + random.Next(4)).With("KernelWidth", 1 + random.Next(4))
                : layer.With("Kernel", Pick(1, 2, 3, 3, 3, 5));
        layer = Sometimes(Sometimes(layer, 0.35, "Stride", 1, 2, 2, 3), 0.35, "Dilation", 1, 2, 3);
        layer = Sometimes(layer, 0.35, "Padding", 0, 1, 1, 2, isTransposed ? 1 : Padding.Same);
        if (isSignal)
            layer = Sometimes(layer, 0.2, "Padding", Padding.Causal);
        if (!isSignal)
            foreach (string size in s_sizes)
            {
                layer = Sometimes(Sometimes(layer, 0.12, "Stride" + size, 1, 2, 3), 0.12, "Dilation" + size, 1, 2, 3);
                layer = Sometimes(layer, 0.12, "Padding" + size, 0, 1, 2, isTransposed ? 1 : Padding.Same);
            }

        layer = Sides(layer, isSignal ? s_sidesOfSignals : s_sidesOfImages, 0.1, 3);
        if (!isTransposed)
            return layer;
        layer = Sometimes(layer, 0.3, "OutputPadding", random.Next(s_sizes.Min(Most)));
        foreach (string size in s_sizes)
            layer = Sometimes(layer, 0.15, "OutputPadding" + size, random.Next(Most(size)));
        return layer;

        int Most(string size) => Math.Max(Of(layer, "Stride", size, 1), Of(layer, "Dilation", size, 1));
    }

    /// <summary>The window of a pool.</summary>
    public LayerDeclaration Pool(LayerDeclaration layer, Type type)
    {
        bool isSignal = type.IsSubclassOf(typeof(Pool1DAttribute)),
            isMaximum = type.GetProperty("Dilation") is not null;
        layer =
            !isSignal && Chance(0.3)
                ? layer.With("KernelHeight", 1 + random.Next(4)).With("KernelWidth", 1 + random.Next(4))
                : layer.With("Kernel", 1 + random.Next(4));
        layer = Sometimes(layer, 0.35, "Stride", 1, 2, 3);
        if (isMaximum)
            layer = Sometimes(layer, 0.25, "Dilation", 1, 2, 3);
        layer = Sometimes(layer, 0.35, "Padding", 0, 1, 1, 2, Padding.Same);
        if (!isSignal)
            foreach (string size in s_sizes)
            {
                layer = Sometimes(Sometimes(layer, 0.12, "Stride" + size, 1, 2, 3), 0.12, "Padding" + size, 0, 1, Padding.Same);
                if (isMaximum)
                    layer = Sometimes(layer, 0.12, "Dilation" + size, 1, 2, 3);
            }

        layer = Sides(layer, isSignal ? s_sidesOfSignals : s_sidesOfImages, 0.1, 2);
        layer = Sometimes(layer, 0.3, "CeilMode", true, true, false);
        return isMaximum ? layer : Sometimes(layer, 0.3, "CountIncludePad", false, false, true);
    }

    /// <summary>Zeros on one side at least.</summary>
    public LayerDeclaration ZeroPad(LayerDeclaration layer, IReadOnlyList<int> shape)
    {
        string[] sides = shape.Count == 3 ? s_sidesOfImages : s_sidesOfSignals;
        if (Chance(0.6))
            return Sides(layer.With("Padding", 1 + random.Next(2)), sides, 0.2, 3);
        layer = layer.With("Padding" + sides[random.Next(sides.Length)], 1 + random.Next(3));
        return shape.Count == 3 ? Sometimes(layer, 0.3, "Padding" + s_sizes[random.Next(2)], 0, 1, 2) : layer;
    }

    public LayerDeclaration AdaptivePool(LayerDeclaration layer, IReadOnlyList<int> shape) =>
        shape.Count == 3 && Chance(0.6)
            ? layer.With("Height", 1 + random.Next(6)).With("Width", 1 + random.Next(7))
            : layer.With("Size", 1 + random.Next(7));

    public LayerDeclaration Upsample(LayerDeclaration layer, IReadOnlyList<int> shape)
    {
        bool isSignal = shape.Count == 2,
            isNearest = Chance(0.4);
        double form = random.NextDouble();
        layer =
            form < 0.4 ? layer.With("Scale", 1 + random.Next(3))
            : isSignal ? layer.With("Length", 1 + random.Next(12))
            : form < 0.6 ? layer.With("ScaleHeight", 1 + random.Next(3)).With("ScaleWidth", 1 + random.Next(3))
            : layer.With("Height", 1 + random.Next(8)).With("Width", 1 + random.Next(8));
        if (isNearest)
            return Sometimes(layer, 0.3, "Interpolation", Interpolation.Nearest);
        layer = layer.With("Interpolation", isSignal ? Interpolation.Linear : Interpolation.Bilinear);
        return Sometimes(layer, 0.5, "AlignCorners", true, true, false);
    }

    private LayerDeclaration Sides(LayerDeclaration layer, string[] sides, double probability, int most)
    {
        // Beside Padding.Same the sides would have to be those that it means.
        if (s_sizes.Append("").Any(size => layer.Get("Padding" + size) is Padding.Same))
            return layer;
        foreach (string side in sides)
            layer = Sometimes(layer, probability, "Padding" + side, random.Next(most + 1));
        return layer;
    }

    private static int Of(LayerDeclaration layer, string name, string size, int otherwise) =>
        (layer.Get(name + size) ?? layer.Get(name)) as int? ?? otherwise;

    private LayerDeclaration Sometimes(LayerDeclaration layer, double probability, string name, params object[] values) =>
        Chance(probability) ? layer.With(name, values[random.Next(values.Length)]) : layer;

    private bool Chance(double probability) => random.NextDouble() < probability;

    private int Pick(params int[] values) => values[random.Next(values.Length)];
}
