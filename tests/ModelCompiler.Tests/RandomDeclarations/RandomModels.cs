using System.Collections.Immutable;
using System.Globalization;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Draws declarations that are right: the same for a seed in every run.</summary>
internal sealed partial class RandomModels
{
    private const int Attempts = 12;

    private readonly Random _random;
    private readonly RandomArguments _arguments;
    private readonly string _name;
    private readonly long _mostMultiplyAdds;
    private readonly SampleShape _input;
    private readonly List<BlockDeclaration> _blocks = [];

    private RandomModels(int seed, string name)
    {
        _random = new Random(seed);
        int size = _random.Next(40);
        _mostMultiplyAdds = size switch
        {
            0 => 100_000,
            < 6 => 10_000,
            _ => 1200,
        };
        _arguments = new RandomArguments(_random, size < 6);
        _name = name;
        _input = Input(size < 6);
    }

    /// <summary>The declaration of a seed.</summary>
    public static ModelDeclaration Create(int seed, string name) => new RandomModels(seed, name).Create();

    /// <summary>The multiply-adds of one sample, roughly.</summary>
    public static long MultiplyAdds(IReadOnlyList<PlacedLayer> layers) =>
        layers.Sum(layer =>
            layer.Attribute switch
            {
                DenseAttribute => (long)Shapes.Size(layer.InputShapes[0]) * layer.Shape.Channels,
                RecurrentAttribute recurrent => RecurrentSizes.MultiplyAdds(recurrent, layer.InputShapes[0]),
                MatMulAttribute product => (long)Shapes.Size(layer.Shape) * layer.InputShapes[0][product.TransposeFirst ? 0 : 1],
                ConvolutionAttribute convolution => Taps(convolution)
                    * Shapes.Size(convolution is ConvTranspose2DAttribute ? layer.InputShapes[0] : layer.Shape)
                    * (
                        convolution is ConvTranspose2DAttribute ? layer.Shape.Channels
                        : convolution is DepthwiseConv2DAttribute ? 1
                        : layer.InputShapes[0].Channels
                    ),
                AttentionAttribute => 2L
                    * (Shapes.Size(layer.Shape) + Shapes.Size(layer.InputShapes[^1]))
                    * (layer.Shape.Channels + layer.InputShapes[^1][0]),
                PoolAttribute pool => Shapes.WindowsOf(pool, layer.InputShapes[0].ChannelsFirst) is var (down, across)
                    ? (long)down.Kernel * across.Kernel * Shapes.Size(layer.Shape)
                    : 0,
                _ => 4L * Shapes.Size(layer.Shape),
            }
        );

    private static long Taps(ConvolutionAttribute layer) =>
        layer switch
        {
            Convolution2DAttribute c => (long)c.KernelHeight * c.KernelWidth,
            _ => ((Conv1DAttribute)layer).Kernel,
        };

    private SampleShape Input(bool isLarge) =>
        _random.Next(26) switch
        {
            24 or 25 => new([1 + _random.Next(isLarge ? 20 : 7)], vocabulary: 1 + _random.Next(isLarge ? 70 : 12)),
            < 9 => new([_arguments.Size()]),
            < 12 => new([1 + _random.Next(4), 1 + _random.Next(isLarge ? 20 : 9)]),
            < 16 => new([1 + _random.Next(isLarge ? 20 : 7), 1 + _random.Next(isLarge ? 33 : 9)], isSequence: true),
            < 23 => new([1 + _random.Next(isLarge ? 9 : 4), 1 + _random.Next(isLarge ? 12 : 6), 1 + _random.Next(isLarge ? 18 : 6)]),
            _ => new([1 + _random.Next(2), 1 + _random.Next(3), 1 + _random.Next(3), 1 + _random.Next(3)]),
        };

    private ModelDeclaration Create()
    {
        while (true)
        {
            _blocks.Clear();
            ModelDeclaration model = Empty(_input) with
            {
                Start = _arguments.Chance(0.15) ? _arguments.Pick(Enum.GetValues<Initialization>()) : null,
            };
            int length = 1;
            while (length < 9 && _random.Next(4) > 0)
                length++;
            for (int layer = 0; layer < length; layer++)
                model = Grow(model, depth: 0);
            model = WithHead(model);
            if (model.Place() is not null)
                return model;
        }
    }

    /// <summary>
    /// The model with one more layer, or with several where a branch is closed; the same when nothing that was tried fits.
    /// </summary>
    private ModelDeclaration Grow(ModelDeclaration model, int depth)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
            if (Fitting(model with { Layers = model.Layers.AddRange(Next(model, depth)) }, mayBeOpen: true) is { } grown)
                return grown;
        return model;
    }

    private IEnumerable<LayerDeclaration> Next(ModelDeclaration model, int depth)
    {
        SampleShape shape = ShapeOf(model);
        LayerDeclaration layer;
        double choice = _random.NextDouble();
        if (model.Vocabulary > 0 && (shape.Vocabulary > 0 || _arguments.Chance(0.1)))
            return [Embedding(model, shape)];
        if (model.Vocabulary > 0 && Table(model) is var (name, size) && _arguments.Chance(0.3))
            return Tied(model.Vocabulary, name, size);
        if (model.Layers.Count > 0 && choice < 0.16)
            layer = Join(model);
        else if (choice < 0.24 && depth < 2)
            layer = Use(shape, depth);
        else if (shape.IsSequence && choice < 0.4)
            layer = Keyed(_arguments.Of(_arguments.Pick(LayerKinds.OfSequences), shape, depth > 0), model);
        else
            layer = _arguments.Of(
                shape.IsSequence && _arguments.Chance(0.25) ? _arguments.Pick(LayerKinds.OfSteps)
                    : shape.Count is 2 or 3 && _arguments.Chance(0.6) ? _arguments.Pick(LayerKinds.OfImages)
                    : _arguments.Pick(LayerKinds.OfAnyShape),
                shape,
                depth > 0
            );
        if (_arguments.Chance(0.25))
            layer = _arguments.Named(layer);
        if (model.Layers.Count > 0 && layer.Joined.Count < 2 && _arguments.Chance(0.12))
            layer = layer.With("From", Earlier(model));
        return [layer];
    }

    // Only the input is of tokens.
    private LayerDeclaration Embedding(ModelDeclaration model, SampleShape shape)
    {
        LayerDeclaration layer = _arguments.Of(typeof(EmbeddingAttribute), model.InputShape, isInBlock: false);
        return shape.Vocabulary > 0 ? layer : layer.With("From", Block.Input);
    }

    // An embedding whose table is nobody else's weight yet.
    private static (string Name, int Size)? Table(ModelDeclaration model)
    {
        IReadOnlyList<string> names = Placement.Names(model.Layers);
        int position = model.Layers.FindLastIndex(layer => layer.Type == typeof(EmbeddingAttribute));
        bool isTied = position < 0 || model.Layers.Exists(layer => layer.Get("TiedTo") as string == names[position]);
        return isTied ? null : (names[position], (int)model.Layers[position].Get("Size")!);
    }

    private IEnumerable<LayerDeclaration> Tied(int vocabulary, string name, int size)
    {
        LayerDeclaration layer = _arguments.Of(typeof(DenseAttribute), new SampleShape([size]), isInBlock: false);
        layer = layer.Without("WeightInitializer").Without("WeightInitializerValue").Without("Trainable");
        return
        [
            _arguments.Of(typeof(DenseAttribute), new SampleShape([size]), isInBlock: false).With("Units", size),
            layer.With("Units", vocabulary).With("TiedTo", name),
        ];
    }

    private string Earlier(ModelDeclaration model)
    {
        // By any of the forms of its name.
        string name = _arguments.Pick([Block.Input, .. Placement.Names(model.Layers)]);
        return _random.Next(3) == 0 ? string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) : name;
    }

    // Keys of a layer above.
    private LayerDeclaration Keyed(LayerDeclaration layer, ModelDeclaration model) =>
        model.Layers.Count > 0 && _arguments.Chance(0.25) ? layer.With("Keys", Earlier(model)) : layer;

    private LayerDeclaration Join(ModelDeclaration model)
    {
        Type type = _arguments.Pick<Type>(
            ShapeOf(model).IsSequence && _arguments.Chance(0.5)
                ? [typeof(MatMulAttribute)]
                : [typeof(AddAttribute), typeof(SubtractAttribute), typeof(MultiplyAttribute), typeof(ConcatAttribute)]
        );
        var layer = new LayerDeclaration(type, []);
        layer = layer.With("Input", Earlier(model));
        if (type == typeof(MatMulAttribute))
            layer = _arguments.Sometimes(_arguments.Sometimes(layer, "TransposeFirst", true, false), "TransposeSecond", true, true, false);
        return _arguments.Chance(0.3)
            ? layer.With("Others", Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Earlier(model)).ToArray())
            : layer;
    }

    private LayerDeclaration Use(SampleShape shape, int depth)
    {
        BlockDeclaration block = _blocks.Count > 0 && _arguments.Chance(0.5) ? _arguments.Pick(_blocks) : NewBlock(shape, depth);
        LayerDeclaration use = new LayerDeclaration(typeof(UseAttribute<>), []) { Block = block };
        use = _arguments.Sometimes(use, "Repeat", 1, 2, 3);
        use = _arguments.Chance(0.2) ? use.With("Trainable", false) : use;
        return _arguments.Chance(0.1) ? _arguments.Keyed(use) : use;
    }

    private BlockDeclaration NewBlock(SampleShape shape, int depth)
    {
        ModelDeclaration inner = Empty(shape);
        for (int layers = 1 + _random.Next(3); layers > 0; layers--)
            inner = Grow(inner, depth + 1);
        inner = Closed(inner);
        if (inner.Layers.Count == 0)
            inner = inner with { Layers = [new LayerDeclaration(typeof(ActivationAttribute), []).With("Kind", Activation.Tanh)] };
        if (_arguments.Chance(0.3) && Placed(inner, mayBeOpen: true) is [.., var last] && last.Shape.Is(shape))
            inner = inner with { Layers = inner.Layers.Add(new LayerDeclaration(typeof(AddAttribute), []).With("Input", Block.Input)) };
        var block = new BlockDeclaration(
            string.Create(CultureInfo.InvariantCulture, $"{_name}Block{(char)('A' + _blocks.Count)}"),
            inner.Layers
        );
        _blocks.Add(block);
        return block;
    }

    private ModelDeclaration Empty(SampleShape input) =>
        new(_name, [.. input], [], null, null) { IsSequence = input.IsSequence, Vocabulary = input.Vocabulary };

    /// <summary>Lets somebody read every layer.</summary>
    private ModelDeclaration Closed(ModelDeclaration model)
    {
        for (int guard = 0; guard < 20 && Unread(model) is { } open; guard++)
        {
            LayerDeclaration concat = new LayerDeclaration(typeof(ConcatAttribute), []).With("Input", open);
            if (Fitting(model with { Layers = model.Layers.Add(concat) }, mayBeOpen: true) is { } joined)
                model = joined;
            else
                model = model with
                {
                    Layers = [.. model.Layers, _arguments.Named(Flatten()), _arguments.Named(Flatten()).With("From", open)],
                }
                    is var flat
                    ? flat with
                    {
                        Layers = flat.Layers.Add(new LayerDeclaration(typeof(ConcatAttribute), []).With("Input", flat.Layers[^2].Name!)),
                    }
                    : model;
        }

        return model;

        static LayerDeclaration Flatten() => new(typeof(FlattenAttribute), []);
    }

    /// <summary>The name of a layer that nobody reads, or null.</summary>
    private static string? Unread(ModelDeclaration model)
    {
        IReadOnlyList<string> names = Placement.Names(model.Layers);
        HashSet<string> read =
        [
            .. model.Layers.SelectMany(layer => layer.Joined.Append(layer.From ?? "").Append(layer.Keys ?? "")).Select(Placement.SnakeCase),
        ];
        for (int i = 0; i + 1 < names.Count; i++)
            if (!read.Contains(names[i]) && (model.Layers[i + 1].Joined.Count > 1 || model.Layers[i + 1].From is not null))
                return names[i];
        return null;
    }

    private SampleShape ShapeOf(ModelDeclaration model) =>
        model.Layers.Count == 0 ? model.InputShape : Placed(model, mayBeOpen: true)![^1].Shape;

    private ModelDeclaration? Fitting(ModelDeclaration model, bool mayBeOpen) =>
        Placed(model, mayBeOpen) is { } layers
        && MultiplyAdds(layers) <= _mostMultiplyAdds
        && layers.All(layer => Shapes.Size(layer.Shape) <= 2000)
        && layers.Count < 40
            ? model
            : null;

    private static IReadOnlyList<PlacedLayer>? Placed(ModelDeclaration model, bool mayBeOpen) =>
        mayBeOpen ? Placement.Of(model, mayBeOpen: true) : model.Place();
}
