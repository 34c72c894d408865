using System.Collections.Immutable;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Draws one layer with random arguments: each that its attribute has, in all its forms. Whether it fits is for others to say.
/// </summary>
internal sealed class RandomArguments(Random random, bool isLarge)
{
    private static readonly int[] s_sizes = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17];
    private static readonly int[] s_largeSizes = [8, 16, 17, 24, 31, 32, 33, 40, 48, 63, 64, 65, 100, 128, 130];
    private static readonly string[] s_words =
    [
        "hidden",
        "sample",
        "workspace",
        "batch",
        "count",
        "first",
        "class",
        "int",
        "x",
        "y",
        "vector",
        "weight",
        "dense",
        "output",
        "start",
        "value",
        "item",
        "loss_of",
    ];

    private int _names;

    /// <summary>Layers that keep any shape, or work on any.</summary>
    public static IReadOnlyList<Type> OfAnyShape { get; } =
    [
        typeof(DenseAttribute),
        typeof(DenseAttribute),
        typeof(DenseAttribute),
        typeof(ActivationAttribute),
        typeof(BatchNormAttribute),
        typeof(LayerNormAttribute),
        typeof(RmsNormAttribute),
        typeof(ScaleAttribute),
        typeof(StandardizeAttribute),
        typeof(PReluAttribute),
        typeof(DropoutAttribute),
        typeof(GaussianNoiseAttribute),
        typeof(FlattenAttribute),
        typeof(ReshapeAttribute),
    ];

    /// <summary>Layers that work on images or signals alone.</summary>
    public static IReadOnlyList<Type> OfImages { get; } =
    [
        typeof(Conv1DAttribute),
        typeof(Conv2DAttribute),
        typeof(Conv2DAttribute),
        typeof(DepthwiseConv2DAttribute),
        typeof(ConvTranspose2DAttribute),
        typeof(MaxPool1DAttribute),
        typeof(MaxPool2DAttribute),
        typeof(AvgPool1DAttribute),
        typeof(AvgPool2DAttribute),
        typeof(GlobalAvgPoolAttribute),
        typeof(GlobalMaxPoolAttribute),
        typeof(ZeroPadAttribute),
    ];

    public int Size() => isLarge && random.Next(2) == 0 ? Pick(s_largeSizes) : Pick(s_sizes);

    public T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>A layer of a kind; in a block some sizes are those of the block's input.</summary>
    public LayerDeclaration Of(Type type, IReadOnlyList<int> shape, bool isInBlock)
    {
        var layer = new LayerDeclaration(type, []);
        if (type == typeof(DenseAttribute))
            layer = Activated(layer.With("Units", Units(isInBlock)), "Activation", 0.6);
        else if (type == typeof(ActivationAttribute))
            layer = Activated(layer, "Kind", 1);
        else if (type.IsSubclassOf(typeof(ConvolutionAttribute)))
            layer = Convolution(layer, type, shape, isInBlock);
        else if (type.IsSubclassOf(typeof(PoolAttribute)))
            layer = Pool(layer);
        else if (type == typeof(ZeroPadAttribute))
            layer = layer.With("Padding", 1 + random.Next(2));
        else if (type == typeof(ReshapeAttribute))
            layer = layer.With("Shape", Factors(Shapes.Size(shape)));
        else if (type == typeof(DropoutAttribute))
            layer = layer.With("Rate", Pick([0.0, 0, 0.1, 0.5, 0.9]));
        else if (type == typeof(GaussianNoiseAttribute))
            layer = layer.With("StandardDeviation", Pick([0.0, 0, 0.1, 1]));
        if (type == typeof(BatchNormAttribute))
            layer = Sometimes(Sometimes(Sometimes(layer, "Momentum", 0.0, 0.25, 0.5, 1.0), "Epsilon", 1e-3, 0.1), "Affine", true, false);
        if (type == typeof(LayerNormAttribute) || type == typeof(RmsNormAttribute))
            layer = Sometimes(layer, "Epsilon", 1e-3, 0.5);
        if (type == typeof(PReluAttribute))
            layer = Sometimes(layer, "InitialSlope", 0.0, -0.5, 1.0);
        if (type.GetProperty("Bias") is not null)
            layer = Sometimes(layer, "Bias", true, false, false);
        if (type.GetProperty("WeightInitializer") is not null)
            layer = Initialized(Initialized(layer, "WeightInitializer", 0.15), "BiasInitializer", layer.Get("Bias") is false ? 0 : 0.15);
        if (HasParameters(type) && Chance(0.25))
            layer = layer.With("Trainable", Chance(0.2));
        return layer;
    }

    /// <summary>The layer with a name of its own.</summary>
    public LayerDeclaration Named(LayerDeclaration layer)
    {
        string word = Pick(s_words),
            number = (++_names).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return layer.With(
            "Name",
            random.Next(4) switch
            {
                0 => char.ToUpperInvariant(word[0]) + word[1..].Replace("_", "") + "Layer" + number,
                1 => word.Replace("_", "") + "Layer" + number,
                2 => word + "_layer" + number,
                _ => word + number,
            }
        );
    }

    public LayerDeclaration Sometimes(LayerDeclaration layer, string name, params object[] values) =>
        Chance(0.35) ? layer.With(name, Pick(values)) : layer;

    public static bool HasParameters(Type type) =>
        type == typeof(DenseAttribute)
        || type.IsSubclassOf(typeof(ConvolutionAttribute))
        || type == typeof(BatchNormAttribute)
        || type == typeof(LayerNormAttribute)
        || type == typeof(RmsNormAttribute)
        || type == typeof(ScaleAttribute)
        || type == typeof(StandardizeAttribute)
        || type == typeof(PReluAttribute);

    private LayerDeclaration Activated(LayerDeclaration layer, string argument, double probability)
    {
        if (!Chance(probability))
            return layer;
        Activation activation = Pick(Enum.GetValues<Activation>());
        layer = layer.With(argument, activation);
        return activation is Activation.LeakyRelu or Activation.Elu ? Sometimes(layer, "Alpha", 0.0, 0.3, 1.0, 2.5) : layer;
    }

    private LayerDeclaration Initialized(LayerDeclaration layer, string argument, double probability)
    {
        if (!Chance(probability))
            return layer;
        Initializer initializer = Pick(Enum.GetValues<Initializer>());
        layer = layer.With(argument, initializer);
        return initializer is Initializer.Constant or Initializer.Normal or Initializer.Uniform
            ? Sometimes(layer, argument + "Value", 0.25, 1.0, 0.0)
            : layer;
    }

    private object Units(bool isInBlock) =>
        isInBlock && Chance(0.6) ? Pick([new RelativeSize(1, 1), new(1, 1), new(2, 1), new(1, 2), new(3, 2)]) : Size();

    private LayerDeclaration Convolution(LayerDeclaration layer, Type type, IReadOnlyList<int> shape, bool isInBlock)
    {
        if (type != typeof(DepthwiseConv2DAttribute))
        {
            int groups = Chance(0.3) ? Pick([shape[0], .. Enumerable.Range(1, shape[0]).Where(groups => shape[0] % groups == 0)]) : 1;
            layer = layer.With(
                "Channels",
                isInBlock && groups == 1 && Chance(0.7)
                    ? Pick([new RelativeSize(1, 1), new(2, 1), new(1, 2)])
                    : groups * (groups > 1 ? 1 + random.Next(3) : Size())
            );
            if (groups > 1)
                layer = layer.With("Groups", groups);
        }

        layer =
            Chance(0.3) && type != typeof(DepthwiseConv2DAttribute) && type != typeof(Conv1DAttribute)
                ? layer.With("KernelHeight", 1 + random.Next(4)).With("KernelWidth", 1 + random.Next(4))
                : layer.With("Kernel", Pick([1, 2, 3, 3, 3, 5]));
        layer = Sometimes(
            Sometimes(Sometimes(Activated(layer, "Activation", 0.5), "Stride", 1, 2, 2, 3), "Dilation", 1, 2, 3),
            "Padding",
            0,
            1,
            1,
            2,
            Padding.Same
        );
        if (type == typeof(ConvTranspose2DAttribute) && layer.Get("Padding") is Padding.Same)
            layer = layer.With("Padding", 1);
        int most = Math.Max(layer.Get("Stride") as int? ?? 1, layer.Get("Dilation") as int? ?? 1);
        return type == typeof(ConvTranspose2DAttribute) && most > 1 ? Sometimes(layer, "OutputPadding", random.Next(most)) : layer;
    }

    private LayerDeclaration Pool(LayerDeclaration layer)
    {
        int kernel = 1 + random.Next(4);
        return Sometimes(Sometimes(layer.With("Kernel", kernel), "Stride", 1, 2, 3), "Padding", kernel / 2, 0, Padding.Same);
    }

    private int[] Factors(int size)
    {
        var shape = new List<int>();
        for (int dimensions = 1 + random.Next(4); dimensions > 1; dimensions--)
        {
            shape.Add(Pick(Enumerable.Range(1, size).Where(factor => size % factor == 0).ToImmutableArray()));
            size /= shape[^1];
        }

        return [.. shape, size];
    }
}
