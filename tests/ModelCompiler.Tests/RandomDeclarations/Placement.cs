using System.Globalization;
using System.Text;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Finds out which layers a declaration means, by what the documentation says of names, branches and blocks.</summary>
internal sealed class Placement
{
    private static readonly Type[] s_ofBoth = [typeof(AdaptiveAvgPoolAttribute), typeof(UpsampleAttribute), typeof(ZeroPadAttribute)];

    // How arguments end that only one of them has.
    private static readonly string[] s_ofImages = ["Height", "Width", "Top", "Bottom", "Left", "Right"],
        s_ofSignals = ["Before", "After", "Length"];

    private readonly SampleShape _input;
    private readonly List<PlacedLayer> _layers = [];

    private Placement(SampleShape input) => _input = input;

    /// <summary>
    /// The layers from the input to the output; null when a name is unknown, a shape does not fit or nobody reads a layer.
    /// </summary>
    /// <param name="model">The declaration.</param>
    /// <param name="mayBeOpen">Whether it is unfinished: somebody may read such a layer yet.</param>
    public static IReadOnlyList<PlacedLayer>? Of(ModelDeclaration model, bool mayBeOpen = false)
    {
        var placement = new Placement(model.InputShape);
        if (model.Layers.Count == 0 || placement.Add(model.Layers, -1, isFrozen: false) is not { } output)
            return null;
        if (mayBeOpen)
            return placement._layers;
        HashSet<int> read = [output, .. placement._layers.SelectMany(layer => layer.Inputs)];
        return Enumerable.Range(0, placement._layers.Count).All(read.Contains) ? placement._layers : null;
    }

    /// <summary>The snake_case of a name, which is the same for all its forms.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_')
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>The names of the layers of one class: those given, or the kind with a running number.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<LayerDeclaration> layers)
    {
        var numbers = new Dictionary<string, int>();
        return
        [
            .. layers.Select(layer =>
            {
                string kind = layer.Block?.Name ?? layer.Kind;
                int number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
                string text =
                    kind.EndsWith("1D", StringComparison.Ordinal) || kind.EndsWith("2D", StringComparison.Ordinal)
                        ? kind[..^1] + "d"
                        : kind;
                return layer.Name is { } given
                    ? SnakeCase(given)
                    : string.Create(CultureInfo.InvariantCulture, $"{SnakeCase(text)}{number}");
            }),
        ];
    }

    private SampleShape ShapeOf(int position) => position < 0 ? _input : _layers[position].Shape;

    // The position of the last layer, or null.
    private int? Add(IReadOnlyList<LayerDeclaration> layers, int input, bool isFrozen)
    {
        var known = new Dictionary<string, int> { [ModelCompiler.Block.Input] = input };
        IReadOnlyList<string> names = Names(layers);
        int above = input;
        for (int i = 0; i < layers.Count; i++)
        {
            if (
                Inputs(layers[i]) is not { } inputs
                || Tied(layers[i]) is not { } tied
                || Add(layers[i], inputs, ShapeOf(input), isFrozen, tied) is not { } added
                || !known.TryAdd(names[i], added)
            )
                return null;
            above = added;
        }

        return above;

        IReadOnlyList<int>? Inputs(LayerDeclaration layer)
        {
            IReadOnlyList<string> joined = layer.Joined;
            IEnumerable<int?> found = joined.Select(Find);
            if (joined.Count < 2)
                found = found.Prepend(layer.From is { } from ? Find(from) : above);
            if (layer.Keys is { } keys)
                found = found.Append(Find(keys));
            List<int?> all = [.. found];
            return all.Contains(null) ? null : [.. all.Select(position => position!.Value)];
        }

        // -1 for none, null for one that is no embedding.
        int? Tied(LayerDeclaration layer) =>
            layer.Get("TiedTo") is not string name ? -1
            : Find(name) is { } found and >= 0 && _layers[found].Attribute is EmbeddingAttribute ? found
            : null;

        int? Find(string name) => known.TryGetValue(SnakeCase(name), out int position) ? position : null;
    }

    private static ActivationNumbers NumbersOf(LayerDeclaration layer) =>
        new(
            layer.Get("Alpha") as double?,
            layer.Get("Minimum") as double?,
            layer.Get("Maximum") as double?,
            layer.Get("Threshold") as double?,
            layer.Get("ThresholdValue") as double?
        );

    private int? Add(LayerDeclaration layer, IReadOnlyList<int> inputs, SampleShape blockInput, bool isFrozen, int tied)
    {
        isFrozen |= !layer.Trainable;
        if (layer.Block is { } block)
        {
            int? output = inputs[0];
            for (int repetition = layer.Get("Repeat") as int? ?? 1; repetition > 0 && output is not null; repetition--)
                output = block.Layers.Count == 0 ? null : Add(block.Layers, output.Value, isFrozen);
            return output;
        }

        SampleShape[] shapes = [.. inputs.Select(ShapeOf)];
        if (layer.Create(blockInput) is not { } attribute || SpeaksOfOthers(layer, shapes[0].Count))
            return null;
        int? axis = attribute is LayerNormAttribute or RmsNormAttribute or SoftmaxAttribute or LogSoftmaxAttribute
            ? layer.Get("Axis") as int?
            : null;
        if (SampleShapes.Of(attribute, axis, shapes) is not { } shape || shape.Any(size => size < 1))
            return null;
        if (tied >= 0 && !Shares(tied, (DenseAttribute)attribute, shapes[0]))
            return null;
        _layers.Add(new PlacedLayer(attribute, NumbersOf(layer), axis, inputs, shapes, shape, isFrozen) { Tied = tied });
        return _layers.Count - 1;
    }

    // One layer has as many units as there are tokens, and reads as many values as a token has.
    private bool Shares(int tied, DenseAttribute layer, SampleShape input) =>
        _layers.TrueForAll(other => other.Tied != tied)
        && layer.Units == _layers[tied].InputShapes[0].Vocabulary
        && (input.IsSequence ? input.Channels : Shapes.Size(input)) == ((EmbeddingAttribute)_layers[tied].Attribute).Size;

    // Whether a layer of images and signals has an argument of the other, even where it would change nothing.
    private static bool SpeaksOfOthers(LayerDeclaration layer, int rank) =>
        s_ofBoth.Contains(layer.Type)
        && layer.Arguments.Exists(argument =>
            (rank == 2 ? s_ofImages : s_ofSignals).Any(end => argument.Key.EndsWith(end, StringComparison.Ordinal))
        );
}
