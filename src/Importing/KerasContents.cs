using System.Text.Json;
using ModelCompiler.Importing.Keras;

namespace ModelCompiler.Importing;

/// <summary>A layer of a file of Keras.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its class.</param>
/// <param name="Settings">Its settings that are numbers, words or lists of numbers.</param>
public sealed record KerasLayerSummary(string Name, string Class, string Settings);

/// <summary>A weight of a file of Keras.</summary>
/// <param name="Name">Its path in the file.</param>
/// <param name="Type">The type of its values, as <c>float32</c>.</param>
/// <param name="Shape">The dimensions.</param>
public sealed record KerasWeightSummary(string Name, string Type, IReadOnlyList<int> Shape)
{
    /// <summary>The number of its values.</summary>
    public long Count => Shape.Aggregate(1L, (size, dimension) => size * dimension);
}

/// <summary>What is in a file of Keras, whether it can be imported or not. Immutable.</summary>
/// <param name="Version">The version of Keras; empty when not known.</param>
/// <param name="Layers">The layers of the model itself; none in a file of weights alone.</param>
/// <param name="Weights">The weights.</param>
public sealed record KerasContents(string Version, IReadOnlyList<KerasLayerSummary> Layers, IReadOnlyList<KerasWeightSummary> Weights)
{
    private const int MostText = 60;

    private static readonly HashSet<string> _hidden = ["name", "trainable", "dtype"];

    /// <summary>Reads what is in a file: <c>.keras</c>, <c>.h5</c>, or weights alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KerasFormatException">It is damaged.</exception>
    /// <exception cref="ImportRefusedException">It holds weights in another form than HDF5.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static KerasContents Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using KerasFile file = KerasFile.Open(File.OpenRead(path), Path.GetFileName(path), needsLayers: false);
        try
        {
            return Of(file);
        }
        catch (InvalidOperationException exception)
        {
            throw KerasFile.WithoutText(Path.GetFileName(path), exception);
        }
    }

    private static KerasContents Of(KerasFile file)
    {
        JsonElement list = file.Config.ValueKind == JsonValueKind.Undefined ? default : KerasLayer.Of(file.Config, "config");
        if (list.ValueKind == JsonValueKind.Object)
            list = KerasLayer.Of(list, "layers");
        return new KerasContents(
            file.Version,
            list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => Summary(new KerasLayer(item)))] : [],
            [.. file.Tree.Datasets.Values.Select(dataset => new KerasWeightSummary(dataset.Path, dataset.Type, dataset.Shape))]
        );
    }

    private static KerasLayerSummary Summary(KerasLayer layer) =>
        new(
            layer.Name,
            layer.Class,
            layer.Config.ValueKind != JsonValueKind.Object
                ? ""
                : string.Join(
                    ", ",
                    layer
                        .Config.EnumerateObject()
                        .Where(setting => !_hidden.Contains(setting.Name) && IsShort(setting.Value))
                        .Select(setting => $"{setting.Name}={setting.Value.GetRawText()}")
                )
        );

    private static bool IsShort(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object) && value.GetRawText().Length < MostText;
}
