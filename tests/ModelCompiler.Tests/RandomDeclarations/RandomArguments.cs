using System.Collections.Immutable;
using System.Globalization;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Draws one layer with random arguments: each that its attribute has, in all its forms. Whether it fits is for others to say.
/// </summary>
internal sealed class RandomArguments
{
    private static readonly int[] s_sizes = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17];
    private static readonly int[] s_largeSizes = [8, 16, 17, 24, 31, 32, 33, 40, 48, 63, 64, 65, 100, 128, 130];

    // Activations of each value alone that need no number.
    private static readonly Activation[] s_ofStates =
    [
        .. Enum.GetValues<Activation>()
            .Except([Activation.Softmax, Activation.Softmin, Activation.Clip, Activation.Threshold, Activation.Exponential]),
    ];

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

    private readonly Random _random;
    private readonly bool _isLarge;
    private readonly RandomWindows _windows;
    private int _names;

    public RandomArguments(Random random, bool isLarge)
    {
        _random = random;
        _isLarge = isLarge;
        _windows = new RandomWindows(random);
    }

    public int Size() => _isLarge && _random.Next(2) == 0 ? Pick(s_largeSizes) : Pick(s_sizes);

    public T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>A layer of a kind; in a block some sizes are those of the block's input.</summary>
    public LayerDeclaration Of(Type type, SampleShape shape, bool isInBlock)
    {
        var layer = new LayerDeclaration(type, []);
        if (type == typeof(DenseAttribute))
            layer = Activated(layer.With("Units", Units(isInBlock)), "Activation", 0.6);
        else if (type == typeof(EmbeddingAttribute))
            layer = Sometimes(layer.With("Size", Size()), "PaddingIndex", _random.Next(Math.Max(1, shape.Vocabulary)));
        else if (type == typeof(ActivationAttribute))
            layer = Activated(layer, "Kind", 1);
        else if (type.IsSubclassOf(typeof(ConvolutionAttribute)))
            layer = Convolution(layer, type, shape.ChannelsFirst, isInBlock);
        else if (type.IsSubclassOf(typeof(RecurrentAttribute)))
            layer = Recurrent(layer, type, isInBlock);
        else if (type.IsSubclassOf(typeof(PoolAttribute)))
            layer = _windows.Pool(layer, type);
        else if (type == typeof(ZeroPadAttribute))
            layer = _windows.ZeroPad(layer, shape);
        else if (type == typeof(AdaptiveAvgPoolAttribute))
            layer = _windows.AdaptivePool(layer, shape);
        else if (type == typeof(UpsampleAttribute))
            layer = _windows.Upsample(layer, shape);
        else if (Moved(layer, type, shape) is { } moved)
            layer = moved;
        else if (type == typeof(AttentionAttribute))
            layer = Attention(layer, shape);
        else if (type == typeof(ReshapeAttribute))
            layer = layer.With("Shape", Factors(Shapes.Size(shape)));
        else if (type == typeof(DropoutAttribute))
            layer = layer.With("Rate", Pick([0.0, 0, 0.1, 0.5, 0.9]));
        else if (type == typeof(GaussianNoiseAttribute))
            layer = layer.With("StandardDeviation", Pick([0.0, 0, 0.1, 1]));
        layer = Norm(layer, type, shape, isInBlock);
        if (type == typeof(PReluAttribute))
            layer = Sometimes(
                Sometimes(layer, "InitialSlope", 0.0, -0.5, 1.0),
                "Slopes",
                ParameterSharing.Shared,
                ParameterSharing.PerChannel,
                ParameterSharing.PerValue
            );
        if (type.GetProperty("Bias") is not null)
            layer = Sometimes(layer, "Bias", true, false, false);
        if (type.GetProperty("WeightInitializer") is not null)
            layer = Initialized(layer, "WeightInitializer", 0.25);
        if (type.GetProperty("BiasInitializer") is not null)
            layer = Initialized(layer, "BiasInitializer", layer.Get("Bias") is false ? 0 : 0.15);
        if (LayerKinds.HaveParameters(type) && Chance(0.25))
            layer = layer.With("Trainable", Chance(0.2));
        return LayerKinds.HaveParameters(type) && Chance(0.08) ? Keyed(layer) : layer;
    }

    /// <summary>The layer with a name of its own.</summary>
    public LayerDeclaration Named(LayerDeclaration layer)
    {
        string word = Pick(s_words),
            number = (++_names).ToString(CultureInfo.InvariantCulture);
        return layer.With(
            "Name",
            _random.Next(4) switch
            {
                0 => char.ToUpperInvariant(word[0]) + word[1..].Replace("_", "") + "Layer" + number,
                1 => word.Replace("_", "") + "Layer" + number,
                2 => word + "_layer" + number,
                _ => word + number,
            }
        );
    }

    /// <summary>The layer with a key of its own.</summary>
    public LayerDeclaration Keyed(LayerDeclaration layer) =>
        layer.With("Key", string.Create(CultureInfo.InvariantCulture, $"{Pick(["stem.", "block-", "", "a_b.c."])}{++_names}"));

    public LayerDeclaration Sometimes(LayerDeclaration layer, string name, params object[] values) =>
        Chance(0.35) ? layer.With(name, Pick(values)) : layer;

    // Of norms and softmax: what they work over, and what they learn.
    private LayerDeclaration Norm(LayerDeclaration layer, Type type, SampleShape shape, bool isInBlock)
    {
        if (type == typeof(GroupNormAttribute))
            layer = layer.With(
                "Groups",
                isInBlock && Chance(0.4)
                    ? Pick([new RelativeSize(1, 1), new(1, 2)])
                    : Pick([.. Enumerable.Range(1, shape.Channels).Where(groups => shape.Channels % groups == 0)])
            );
        if (type == typeof(BatchNormAttribute))
            layer = Sometimes(layer, "Momentum", 0.0, 0.25, 0.5, 1.0);
        if (type.GetProperty("Epsilon") is not null)
            layer = Sometimes(layer, "Epsilon", 1e-3, 0.1, 0.5);
        if (type.GetProperty("Affine") is not null)
            layer = Sometimes(layer, "Affine", true, false);
        return LayerKinds.OverChannels.Contains(type) && Chance(0.4)
            ? layer.With("Axis", Chance(0.5) ? shape.ChannelAxis : shape.ChannelAxis - shape.Count)
            : layer;
    }

    private LayerDeclaration Attention(LayerDeclaration layer, SampleShape shape)
    {
        int heads = Pick([.. Enumerable.Range(1, shape.Channels).Where(heads => shape.Channels % heads == 0)]);
        layer = layer.With("Heads", heads);
        layer = Sometimes(layer, "Causal", true, true, false);
        layer = Sometimes(layer, "Window", 1, 2, 3, 20);
        layer = Chance(0.25)
            ? layer.With("KeyValueHeads", Pick([.. Enumerable.Range(1, heads).Where(shared => heads % shared == 0)]))
            : layer;
        layer = Sometimes(layer, "Projections", Projections.Packed, Projections.Separate);
        layer = Chance(0.15) ? layer.With("Dropout", Pick([0.0, 0.0, 0.3])) : layer;
        return shape.Channels / heads % 2 == 0 && Chance(0.5)
            ? Sometimes(layer.With("Rotary", Pick([Rotary.Halves, Rotary.Interleaved])), "RotaryBase", 2, 100, 500_000)
            : layer;
    }

    private LayerDeclaration Activated(LayerDeclaration layer, string argument, double probability)
    {
        if (!Chance(probability))
            return layer;
        Activation activation = Pick(Enum.GetValues<Activation>());
        layer = layer.With(argument, activation);
        return activation switch
        {
            Activation.LeakyRelu or Activation.Elu => Sometimes(layer, "Alpha", 0.0, 0.3, 1.0, 2.5),
            Activation.Celu => Sometimes(layer, "Alpha", 0.5, 2.5),
            Activation.HardShrink or Activation.SoftShrink => Sometimes(layer, "Alpha", 0.25, 1.0),
            Activation.HardTanh => Sometimes(Sometimes(layer, "Minimum", -2.0, -0.5), "Maximum", 0.25, 1.5),
            Activation.Clip when Chance(0.5) => Sometimes(layer.With("Minimum", -0.75), "Maximum", 0.375, 2.0),
            Activation.Clip => layer.With("Maximum", 0.875),
            Activation.Threshold => layer.With("Threshold", Pick([-0.25, 0.5])).With("ThresholdValue", Pick([-1.5, 0.125])),
            _ => layer,
        };
    }

    private LayerDeclaration Initialized(LayerDeclaration layer, string argument, double probability)
    {
        if (!Chance(probability))
            return layer;
        Initializer initializer = Pick(Enum.GetValues<Initializer>());
        layer = layer.With(argument, initializer);
        bool takesValue = initializer is Initializer.Constant or Initializer.Normal or Initializer.TruncatedNormal or Initializer.Uniform;
        return (takesValue || initializer is Initializer.Orthogonal or Initializer.Sparse) && Chance(0.7)
            ? layer.With(argument + "Value", Pick([0.25, 1.0, 0.0]))
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
                    : groups * (groups > 1 ? 1 + _random.Next(3) : Size())
            );
            if (groups > 1)
                layer = layer.With("Groups", groups);
        }

        return _windows.Convolution(Activated(layer, "Activation", 0.5), type);
    }

    private LayerDeclaration Recurrent(LayerDeclaration layer, Type type, bool isInBlock)
    {
        layer = layer.With("Units", Units(isInBlock));
        if (type == typeof(RnnAttribute))
            layer = Sometimes(layer, "Activation", [.. s_ofStates.Cast<object>()]);
        layer = Sometimes(Sometimes(layer, "Layers", 1, 2, 2, 3), "Bidirectional", true, true, false);
        if (layer.Get("Layers") is > 1)
            layer = Sometimes(layer, "Dropout", 0.0, 0.0, 0.3);
        if (type == typeof(GruAttribute))
            layer = Sometimes(layer, "ResetBefore", true, true, false);
        layer = Chance(0.15) ? layer.With("RecurrentDropout", Pick([0.0, 0.0, 0.3])) : layer;
        return Sometimes(layer, "Output", RecurrentOutput.LastStep, RecurrentOutput.LastStep, RecurrentOutput.Sequence);
    }

    private LayerDeclaration? Moved(LayerDeclaration layer, Type type, IReadOnlyList<int> shape)
    {
        int axis = _random.Next(shape.Count),
            size = shape[axis];
        int given = Chance(0.3) ? axis - shape.Count : axis;
        if (type == typeof(PermuteAttribute))
            return layer.With("Axes", Enumerable.Range(0, shape.Count).OrderBy(_ => _random.Next()).ToArray());
        if (type == typeof(TransposeAttribute))
            return Chance(0.5) ? layer : layer.With("First", given).With("Second", _random.Next(shape.Count));
        if (type == typeof(FlipAttribute))
            return layer.With("Axes", new[] { given });
        if (type == typeof(SliceAttribute))
        {
            int start = _random.Next(size);
            layer = layer.With("Axis", given).With("Start", Chance(0.2) ? start - size : start);
            return Sometimes(Chance(0.4) ? layer : layer.With("Stop", start + 1 + _random.Next(size - start)), "Step", 1, 2, 3);
        }

        if (type == typeof(SplitAttribute) && Pick([.. Enumerable.Range(1, size).Where(parts => size % parts == 0)]) is var parts)
            return layer.With("Parts", parts).With("Part", _random.Next(parts)).With("Axis", given);
        if (type == typeof(GluAttribute) || type == typeof(CumulativeSumAttribute))
            return layer.With("Axis", given);
        if (type == typeof(PixelShuffleAttribute) || type == typeof(PixelUnshuffleAttribute))
            return layer.With("Factor", Pick([1, 2, 2, 3]));
        return type == typeof(MeanOverAttribute) || type == typeof(SumOverAttribute) || type == typeof(MaxOverAttribute)
            ? Sometimes(layer.With("Axis", given), "KeepAxis", true, false)
            : null;
    }

    private int[] Factors(int size)
    {
        var shape = new List<int>();
        for (int dimensions = 1 + _random.Next(4); dimensions > 1; dimensions--)
        {
            shape.Add(Pick(Enumerable.Range(1, size).Where(factor => size % factor == 0).ToImmutableArray()));
            size /= shape[^1];
        }

        return [.. shape, size];
    }
}
