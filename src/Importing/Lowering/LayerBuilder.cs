using System.Globalization;
using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Grows the layers of a declaration.</summary>
/// <param name="samples">The samples of a batch while shapes are computed; 1 where the network has no batch.</param>
internal sealed class LayerBuilder(int samples)
{
    private readonly Dictionary<(Layer, string), Layer> _moves = [];

    /// <summary>All layers in the order of execution, without the input.</summary>
    public List<Layer> Layers { get; } = [];

    /// <summary>What people should know of the layers.</summary>
    public SortedSet<string> Remarks { get; } = new(StringComparer.Ordinal);

    public int Samples => samples;

    /// <summary>Adds a layer that computes something.</summary>
    public Layer Add(
        string kind,
        IReadOnlyList<Layer> inputs,
        int[] shape,
        NetworkNode? node,
        bool isSequence = false,
        bool takesActivation = false
    )
    {
        var layer = new Layer
        {
            Kind = kind,
            Inputs = inputs,
            Shape = shape,
            IsSequence = isSequence,
            TakesActivation = takesActivation,
            Scope = node is null ? "" : ScopeOf(node),
        };
        Layers.Add(layer);
        return layer;
    }

    /// <summary>The value of a layer whose dimensions are axes of the value.</summary>
    public Value ValueOf(Layer layer, int[][] axes) => Value.Of(layer, axes, samples);

    /// <summary>The same values in another shape; the layer itself when it has the shape.</summary>
    public Layer Shaped(Layer layer, int[] shape)
    {
        if (layer.Shape.AsSpan().SequenceEqual(shape))
            return layer;
        string arguments = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return Move(layer, shape.Length == 1 ? "Flatten" : "Reshape", shape.Length == 1 ? "" : arguments, shape, isSequence: false);
    }

    /// <summary>The axes in another order.</summary>
    public Layer Transposed(Layer layer, int[] axes)
    {
        int[] shape = [.. axes.Select(axis => layer.Shape[axis])];
        string arguments = string.Join(", ", axes.Select(axis => axis.ToString(CultureInfo.InvariantCulture)));
        bool isSequence = layer.IsSequence && axes.Length == 2;
        return axes is [1, 0] ? Move(layer, "Transpose", "", shape, isSequence) : Move(layer, "Permute", arguments, shape, isSequence);
    }

    /// <summary>A layer of the activation of each value, or the layer before with it.</summary>
    public Value Activation(Value x, Composite activation, NetworkNode node)
    {
        if (activation.Numbers.Any(number => number.Name is ActivationMatch.Before or ActivationMatch.After))
            return Between(x, activation, node);
        Layer layer = x.Layer;
        if (activation.Kind == "Linear")
            return x;
        if (activation.Kind == "Affine")
            return Line(x, activation, node);
        if (layer is { TakesActivation: true, Activation: null, IsShared: false })
        {
            layer.Activation = activation.Kind;
            layer.Named.AddRange(Numbers(activation));
            return x;
        }

        Layer alone = Add("Activation", [layer], layer.Shape, node, layer.IsSequence);
        alone.Activation = activation.Kind;
        alone.Named.AddRange(Numbers(activation));
        return x.On(alone);
    }

    private Value Between(Value x, Composite activation, NetworkNode node)
    {
        double before = Factor(ActivationMatch.Before),
            after = Factor(ActivationMatch.After);
        (string Name, double Value)[] own =
        [
            .. activation.Numbers.Where(number => number.Name is not (ActivationMatch.Before or ActivationMatch.After)),
        ];
        Value scaled = before == 1 ? x : this.Scale(x, Tensor.Scalar(before), null, node);
        Value active = Activation(scaled, activation with { Numbers = own }, node);
        return this.Scale(active, Tensor.Scalar(after), null, node);

        double Factor(string name) =>
            activation.Numbers.Where(number => number.Name == name).Select(number => number.Value).FirstOrDefault(1);
    }

    private Value Line(Value x, Composite line, NetworkNode node)
    {
        Dictionary<string, double> numbers = line.Numbers.ToDictionary(number => number.Name, number => number.Value);
        Value scaled = this.Scale(x, Tensor.Scalar(numbers["Factor"]), Tensor.Scalar(numbers["Summand"]), node);
        if (!numbers.ContainsKey("Minimum"))
            return scaled;
        var bounds = new Composite("Clip", [.. line.Numbers.Where(number => number.Name is "Minimum" or "Maximum")], []);
        return Activation(scaled, bounds, node);
    }

    /// <summary>A number as C# writes it, in single precision.</summary>
    public static string Text(double value)
    {
        string text = ((float)value).ToString("R", CultureInfo.InvariantCulture);
        return text;
    }

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The path of a node's scope, without the operator at its end.</summary>
    private static string ScopeOf(NetworkNode node)
    {
        string[] parts = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', parts.Length > 1 ? parts[..^1] : []);
    }

    private static IEnumerable<(string, string)> Numbers(Composite activation) =>
        activation
            .Numbers.Where(number => !IsDefault(activation.Kind, number.Name, number.Value))
            .Select(number => (number.Name, Text(number.Value)));

    private static bool IsDefault(string kind, string name, double value) =>
        (kind, name, (float)value) switch
        {
            ("LeakyRelu", "Alpha", 0.01f) => true,
            ("Elu" or "Celu", "Alpha", 1f) => true,
            ("HardShrink" or "SoftShrink", "Alpha", 0.5f) => true,
            _ => false,
        };

    private Layer Move(Layer layer, string kind, string arguments, int[] shape, bool isSequence)
    {
        (Layer, string) key = (layer, $"{kind}({arguments})");
        if (_moves.TryGetValue(key, out Layer? known))
            return known;
        Layer move = new()
        {
            Kind = kind,
            Inputs = [layer],
            Shape = shape,
            IsSequence = isSequence,
        };
        if (arguments.Length > 0)
            move.Arguments.Add(arguments);
        Layers.Add(move);
        return _moves[key] = move;
    }
}
