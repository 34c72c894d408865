using System.Globalization;
using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Finds the weights of layers in a file.</summary>
/// <param name="file">The file.</param>
internal sealed class KerasWeights(KerasFile file)
{
    // What holds the layers of a model: today's name first.
    private static readonly string[] _containers = ["layers", "_layer_checkpoint_dependencies", "_layers"];

    private readonly Dictionary<string, Tensor> _read = new(StringComparer.Ordinal);

    /// <summary>Whether a number was not in single precision.</summary>
    public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the weights of each layer of a model lie.</summary>
    /// <param name="model">Where those of the model lie; empty for the model itself.</param>
    /// <param name="layers">The layers in their order.</param>
    public IReadOnlyList<string> Places(string model, IReadOnlyList<KerasLayer> layers) =>
        file.IsArchive
            ? [.. InArchive(model, layers)]
            : [.. layers.Select(layer => model.Length == 0 ? layer.Name : $"{model}\n{layer.Name}")];

    /// <summary>The weights of a layer, in the order in which it has them.</summary>
    /// <param name="place">Where they lie.</param>
    /// <param name="parts">The objects inside of the layer that have them, as <c>cell</c>; an empty name for the layer itself.</param>
    public IReadOnlyList<HdfDataset> Of(string place, IReadOnlyList<string> parts) =>
        file.IsArchive ? [.. parts.SelectMany(part => Variables(part.Length == 0 ? place : $"{place}/{part}"))] : [.. Listed(place)];

    /// <summary>The values of a weight.</summary>
    public Tensor Read(HdfDataset dataset)
    {
        if (_read.TryGetValue(dataset.Path, out Tensor? known))
            return known;
        if (dataset.Type is not ("float32" or "float64" or "float16"))
            throw new Refusal($"its weights are of the type {dataset.Type}", "weights that were quantised cannot be imported");
        if (dataset.Type != "float32")
            Types.Add(dataset.Type);
        return _read[dataset.Path] = file.Tree.Read(dataset);
    }

    // Numbered by class, whatever the layers are called. Some versions of Keras counted others in between.
    private IEnumerable<string> InArchive(string model, IReadOnlyList<KerasLayer> layers)
    {
        string container =
            _containers
                .Select(name => $"{model}/{name}")
                .FirstOrDefault(path => Groups().Any(group => group.StartsWith(path + "/", StringComparison.Ordinal)))
            ?? $"{model}/layers";
        bool isExact = container.EndsWith("/layers", StringComparison.Ordinal);
        var numbers = new Dictionary<string, int>();
        var counted = new Dictionary<string, string[]>();
        foreach (KerasLayer layer in layers)
        {
            string start = layer.SnakeClass;
            int number = numbers[start] = numbers.GetValueOrDefault(start, -1) + 1;
            if (!isExact && !counted.ContainsKey(start))
                counted[start] = [.. Counted(container, start)];
            yield return counted.GetValueOrDefault(start)?.ElementAtOrDefault(number) ?? $"{container}/{Numbered(start, number)}";
        }
    }

    private static string Numbered(string start, int number) =>
        number == 0 ? start : string.Create(CultureInfo.InvariantCulture, $"{start}_{number}");

    private IEnumerable<string> Counted(string container, string start) =>
        Groups()
            .Where(path => path.StartsWith($"{container}/{start}", StringComparison.Ordinal))
            .Select(path => path[(container.Length + 1)..].Split('/')[0])
            .Distinct()
            .Select(name => (Name: name, Number: NumberOf(name, start)))
            .Where(found => found.Number >= 0)
            .OrderBy(found => found.Number)
            .Select(found => $"{container}/{found.Name}");

    private static int NumberOf(string name, string start) =>
        name == start ? 0
        : name.StartsWith(start + "_", StringComparison.Ordinal)
        && int.TryParse(name[(start.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
        : -1;

    private IEnumerable<string> Groups() => file.Tree.Datasets.Keys;

    private IEnumerable<HdfDataset> Variables(string place)
    {
        for (
            int index = 0;
            file.Tree.Datasets.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{place}/vars/{index}"), out HdfDataset? found);
            index++
        )
            yield return found;
    }

    // Legacy files list the names of a layer's weights; those of a model inside begin with the names of its layers.
    private IEnumerable<HdfDataset> Listed(string place)
    {
        string[] path = place.Split('\n');
        string group = $"/model_weights/{path[0]}";
        foreach (string name in Names(group))
        {
            string[] words = name.Split('/');
            if (!path.Skip(1).All(words.Contains))
                continue;
            if (file.Tree.Datasets.TryGetValue($"{group}/{name}", out HdfDataset? found))
                yield return found;
        }
    }

    // Long lists are in several pieces.
    private IEnumerable<string> Names(string group)
    {
        if (file.Tree.Texts.TryGetValue($"{group}@weight_names", out string[]? names))
            return names;
        return Enumerable
            .Range(0, int.MaxValue)
            .Select(piece => file.Tree.Texts.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"{group}@weight_names{piece}")))
            .TakeWhile(piece => piece is not null)
            .SelectMany(piece => piece!);
    }
}
