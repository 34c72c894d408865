using System.Collections.Immutable;
using System.Globalization;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Draws declarations that are right: the same for a seed in every run.</summary>
internal sealed class RandomModels
{
    private const int Attempts = 12;

    private readonly Random _random;
    private readonly RandomArguments _arguments;
    private readonly string _name;
    private readonly long _mostMultiplyAdds;
    private readonly ImmutableList<int> _input;
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
                DenseAttribute => (long)Shapes.Size(layer.InputShapes[0]) * layer.Shape[0],
                ConvolutionAttribute convolution => Taps(convolution)
                    * Shapes.Size(convolution is ConvTranspose2DAttribute ? layer.InputShapes[0] : layer.Shape)
                    * (
                        convolution is ConvTranspose2DAttribute ? layer.Shape[0]
                        : convolution is DepthwiseConv2DAttribute ? 1
                        : layer.InputShapes[0][0]
                    ),
                PoolAttribute pool => (long)pool.Kernel * pool.Kernel * Shapes.Size(layer.Shape),
                _ => 4L * Shapes.Size(layer.Shape),
            }
        );

    private static long Taps(ConvolutionAttribute layer) =>
        layer switch
        {
            Conv2DAttribute c => (long)c.KernelHeight * c.KernelWidth,
            ConvTranspose2DAttribute c => (long)c.KernelHeight * c.KernelWidth,
            DepthwiseConv2DAttribute c => (long)c.Kernel * c.Kernel,
            _ => ((Conv1DAttribute)layer).Kernel,
        };

    private ImmutableList<int> Input(bool isLarge) =>
        _random.Next(20) switch
        {
            < 9 => [_arguments.Size()],
            < 12 => [1 + _random.Next(4), 1 + _random.Next(isLarge ? 20 : 9)],
            < 19 => [1 + _random.Next(isLarge ? 9 : 4), 1 + _random.Next(isLarge ? 12 : 6), 1 + _random.Next(isLarge ? 18 : 6)],
            _ => [1 + _random.Next(2), 1 + _random.Next(3), 1 + _random.Next(3), 1 + _random.Next(3)],
        };

    private ModelDeclaration Create()
    {
        while (true)
        {
            _blocks.Clear();
            var model = new ModelDeclaration(_name, _input, [], null, null);
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
        IReadOnlyList<int> shape = ShapeOf(model);
        LayerDeclaration layer;
        double choice = _random.NextDouble();
        if (model.Layers.Count > 0 && choice < 0.16)
            layer = Join(model);
        else if (choice < 0.24 && depth < 2)
            layer = Use(shape, depth);
        else
            layer = _arguments.Of(
                shape.Count is 2 or 3 && _arguments.Chance(0.6)
                    ? _arguments.Pick(RandomArguments.OfImages)
                    : _arguments.Pick(RandomArguments.OfAnyShape),
                shape,
                depth > 0
            );
        if (_arguments.Chance(0.25))
            layer = _arguments.Named(layer);
        if (model.Layers.Count > 0 && layer.Joined.Count < 2 && _arguments.Chance(0.12))
            layer = layer.With("From", Earlier(model));
        return [layer];
    }

    private string Earlier(ModelDeclaration model)
    {
        // By any of the forms of its name.
        string name = _arguments.Pick([Block.Input, .. Placement.Names(model.Layers)]);
        return _random.Next(3) == 0 ? string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) : name;
    }

    private LayerDeclaration Join(ModelDeclaration model)
    {
        var layer = new LayerDeclaration(_arguments.Pick([typeof(AddAttribute), typeof(MultiplyAttribute), typeof(ConcatAttribute)]), []);
        layer = layer.With("Input", Earlier(model));
        return _arguments.Chance(0.3)
            ? layer.With("Others", Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Earlier(model)).ToArray())
            : layer;
    }

    private LayerDeclaration Use(IReadOnlyList<int> shape, int depth)
    {
        BlockDeclaration block = _blocks.Count > 0 && _arguments.Chance(0.5) ? _arguments.Pick(_blocks) : NewBlock(shape, depth);
        LayerDeclaration use = new LayerDeclaration(typeof(UseAttribute<>), []) { Block = block };
        use = _arguments.Sometimes(use, "Repeat", 1, 2, 3);
        return _arguments.Chance(0.2) ? use.With("Trainable", false) : use;
    }

    private BlockDeclaration NewBlock(IReadOnlyList<int> shape, int depth)
    {
        var inner = new ModelDeclaration(_name, [.. shape], [], null, null);
        for (int layers = 1 + _random.Next(3); layers > 0; layers--)
            inner = Grow(inner, depth + 1);
        inner = Closed(inner);
        if (inner.Layers.Count == 0)
            inner = inner with { Layers = [new LayerDeclaration(typeof(ActivationAttribute), []).With("Kind", Activation.Tanh)] };
        if (_arguments.Chance(0.3) && ShapeOf(inner).SequenceEqual(shape))
            inner = inner with { Layers = inner.Layers.Add(new LayerDeclaration(typeof(AddAttribute), []).With("Input", Block.Input)) };
        var block = new BlockDeclaration(
            string.Create(CultureInfo.InvariantCulture, $"{_name}Block{(char)('A' + _blocks.Count)}"),
            inner.Layers
        );
        _blocks.Add(block);
        return block;
    }

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
        HashSet<string> read = [.. model.Layers.SelectMany(layer => layer.Joined.Append(layer.From ?? "")).Select(Placement.SnakeCase)];
        for (int i = 0; i + 1 < names.Count; i++)
            if (!read.Contains(names[i]) && (model.Layers[i + 1].Joined.Count > 1 || model.Layers[i + 1].From is not null))
                return names[i];
        return null;
    }

    /// <summary>An output for a loss, or no loss.</summary>
    private ModelDeclaration WithHead(ModelDeclaration model)
    {
        model = Closed(model);
        if (Placed(model, mayBeOpen: true) is null)
            return model;
        Loss? loss = _random.Next(8) == 0 ? null : _arguments.Pick(Enum.GetValues<Loss>());
        Activation? activation = loss switch
        {
            Loss.CategoricalCrossEntropy => Activation.Softmax,
            Loss.BinaryCrossEntropy => Activation.Sigmoid,
            _ => null,
        };
        if (activation is { } wanted)
        {
            bool isAlone = Shapes.Size(ShapeOf(model)) > 1 && _arguments.Chance(0.3);
            LayerDeclaration head = new LayerDeclaration(isAlone ? typeof(ActivationAttribute) : typeof(DenseAttribute), []).With(
                isAlone ? "Kind" : "Activation",
                wanted
            );
            model = model with
            {
                Layers = model.Layers.Add(
                    isAlone ? head : _arguments.Sometimes(head.With("Units", 2 + _random.Next(4)), "Trainable", false)
                ),
            };
        }
        else if (Head(model) is var head && (head is null || (head == Activation.Softmax && Shapes.Size(ShapeOf(model)) == 1)))
        {
            model = model with
            {
                Layers = model.Layers.Add(new LayerDeclaration(typeof(DenseAttribute), []).With("Units", _arguments.Size())),
            };
        }

        // A head may be called what a layer was given as a name: another attempt, then.
        if (Placed(model, mayBeOpen: true) is null)
            return model;
        if (
            _arguments.Chance(0.1)
            && Fitting(model with { Layers = model.Layers.Add(Tail(model)) }, mayBeOpen: false) is { } longer
            && Shapes.Size(ShapeOf(longer)) > 1
        )
            model = longer;
        return model with { Loss = loss, Delta = loss == Loss.Huber && _arguments.Chance(0.5) ? _arguments.Pick([0.5, 2.0]) : null };
    }

    /// <summary>A layer that leaves what an activation means as it is.</summary>
    private LayerDeclaration Tail(ModelDeclaration model)
    {
        IReadOnlyList<int> shape = ShapeOf(model);
        Type type =
            shape.Count is 2 or 3 && Head(model) != Activation.Softmax && _arguments.Chance(0.5)
                ? _arguments.Pick([
                    typeof(MaxPool1DAttribute),
                    typeof(MaxPool2DAttribute),
                    typeof(AvgPool1DAttribute),
                    typeof(AvgPool2DAttribute),
                    typeof(GlobalAvgPoolAttribute),
                    typeof(GlobalMaxPoolAttribute),
                ])
                : _arguments.Pick([typeof(FlattenAttribute), typeof(ReshapeAttribute)]);
        return _arguments.Of(type, shape, isInBlock: false);
    }

    /// <summary>The activation that the output ends with, or null when no layer does anything to the input but move its values.</summary>
    private static Activation? Head(ModelDeclaration model)
    {
        IReadOnlyList<PlacedLayer>? layers = Placed(model, mayBeOpen: true);
        for (int position = (layers?.Count ?? 0) - 1; position >= 0; position = layers![position].Inputs[0])
        {
            switch (layers![position].Attribute)
            {
                case FlattenAttribute
                or ReshapeAttribute
                or PoolAttribute
                or GlobalAvgPoolAttribute
                or GlobalMaxPoolAttribute
                or ZeroPadAttribute
                or ActivationAttribute { Kind: Activation.Linear }:
                    continue;
                case ActivationAttribute activation:
                    return activation.Kind;
                case DenseAttribute dense:
                    return dense.Activation;
                case ConvolutionAttribute convolution:
                    return convolution.Activation;
                default:
                    return Activation.Linear;
            }
        }

        return null;
    }

    private IReadOnlyList<int> ShapeOf(ModelDeclaration model) =>
        model.Layers.Count == 0 ? model.Input : Placed(model, mayBeOpen: true)![^1].Shape;

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
