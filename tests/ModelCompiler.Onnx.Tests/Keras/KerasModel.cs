using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using PureHDF;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>A weight of a layer.</summary>
/// <param name="Part">The object inside of the layer that has it; empty for the layer itself.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its values.</param>
internal sealed record KerasWeight(string Part, string Name, Sample Value);

/// <summary>A layer with its settings, its weights and what it computes.</summary>
internal sealed record KerasTestLayer(
    string Class,
    string Name,
    JsonObject Config,
    int[] Inputs,
    KerasWeight[] Weights,
    Func<Sample[], Sample> Compute
);

/// <summary>
/// A model as Keras saves it, by the documented layouts: a <c>.keras</c> archive of Keras 3, or an <c>.h5</c> file of Keras 2. Beside it
/// what the model computes, by the formulas of Keras.
/// </summary>
/// <param name="isFunctional">Whether layers say what they read; else they stand in a row.</param>
internal sealed class KerasModel(bool isFunctional = false)
{
    private readonly Random _random = new(11);

    public List<KerasTestLayer> Layers { get; } = [];

    public int[] InputShape { get; private set; } = [];

    public int Tokens { get; private set; }

    /// <summary>What stands in the model's own configuration beside the layers.</summary>
    public bool HasConfig { get; init; } = true;

    public KerasModel Input(params int[] shape)
    {
        InputShape = shape;
        return this;
    }

    public KerasModel InputOfTokens(int steps, int tokens)
    {
        (InputShape, Tokens) = ([steps], tokens);
        return this;
    }

    /// <summary>Adds a layer that reads the one before, or those at the given places (-1 for the input).</summary>
    public KerasModel Add(
        string name,
        object config,
        (string Part, string Name, int[] Shape)[] weights,
        Func<Sample[], Sample[], Sample> compute,
        params int[] inputs
    )
    {
        KerasWeight[] own = [.. weights.Select(weight => new KerasWeight(weight.Part, weight.Name, Random(weight.Name, weight.Shape)))];
        Sample[] values = [.. own.Select(weight => weight.Value)];
        var settings = JsonSerializer.SerializeToNode(config)!.AsObject();
        string layer = settings["name"]?.GetValue<string>() ?? DefaultName(name);
        settings["name"] = layer;
        Layers.Add(
            new KerasTestLayer(name, layer, settings, inputs.Length == 0 ? [Layers.Count - 1] : inputs, own, read => compute(read, values))
        );
        return this;
    }

    public KerasModel Add(string name, object config, Func<Sample, Sample> compute) => Add(name, config, [], (read, _) => compute(read[0]));

    /// <summary>What the model gives for a sample.</summary>
    public Sample Compute(Sample input)
    {
        var values = new List<Sample>();
        foreach (KerasTestLayer layer in Layers)
            values.Add(layer.Compute([.. layer.Inputs.Select(place => place < 0 ? input : values[place])]));
        return values[^1];
    }

    /// <summary>Samples for the model's input.</summary>
    public Sample[] Samples(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Sample.Zero(InputShape).Map(_ => Tokens > 0 ? _random.Next(Tokens) : (float)((_random.NextDouble() * 2) - 1))),
        ];

    /// <summary>A <c>.keras</c> file: layers in JSON, weights numbered below the class of their layer.</summary>
    public byte[] ToArchive(Action<JsonObject>? change = null)
    {
        JsonObject config = Config(isOfKeras3: true);
        change?.Invoke(config);
        var layers = new H5Group();
        var numbers = new Dictionary<string, int>();
        foreach (KerasTestLayer layer in Layers)
        {
            string name = ModelCompiler.Importing.Keras.KerasNames.Snake(layer.Class);
            int number = numbers[name] = numbers.GetValueOrDefault(name, -1) + 1;
            var group = new H5Group();
            foreach (IGrouping<string, KerasWeight> part in layer.Weights.GroupBy(weight => weight.Part))
            {
                H5Group at = Below(group, part.Key.Length == 0 ? ["vars"] : [.. part.Key.Split('/'), "vars"]);
                int index = 0;
                foreach (KerasWeight weight in part)
                    at[(index++).ToString(CultureInfo.InvariantCulture)] = Dataset(weight.Value);
            }

            layers[number == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}")] = group;
        }

        var weights = new MemoryStream();
        new H5File { ["layers"] = layers }.Write(weights);
        return Zip(
            ("metadata.json", """{"keras_version": "3.12.1"}"""u8.ToArray()),
            ("config.json", JsonSerializer.SerializeToUtf8Bytes(config)),
            ("model.weights.h5", weights.ToArray())
        );
    }

    /// <summary>An <c>.h5</c> file: layers in an attribute, weights by their names below the name of their layer.</summary>
    public byte[] ToLegacy(Action<JsonObject>? change = null)
    {
        JsonObject config = Config(isOfKeras3: false);
        change?.Invoke(config);
        var weights = new H5Group();
        foreach (KerasTestLayer layer in Layers)
        {
            var group = new H5Group();
            var names = new List<string>();
            foreach (KerasWeight weight in layer.Weights)
            {
                string part =
                    weight.Part.Length == 0
                        ? layer.Name
                        : $"{layer.Name}/{weight.Part.Replace("/cell", "", StringComparison.Ordinal)}/rnn_cell";
                names.Add($"{part}/{weight.Name}:0");
                Below(group, part.Split('/'))[weight.Name + ":0"] = Dataset(weight.Value);
            }

            if (names.Count > 0)
                group.Attributes["weight_names"] = names.ToArray();
            weights[layer.Name] = group;
        }

        weights.Attributes["layer_names"] = Layers.Select(layer => layer.Name).ToArray();
        var file = new H5File { ["model_weights"] = weights };
        file.Attributes["keras_version"] = "2.13.1";
        if (HasConfig)
            file.Attributes["model_config"] = config.ToJsonString();
        var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    /// <summary>A zip archive.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] bytes) in files)
                using (Stream entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open())
                    entry.Write(bytes);
        return stream.ToArray();
    }

    private JsonObject Config(bool isOfKeras3)
    {
        var input = new JsonObject
        {
            ["class_name"] = "InputLayer",
            ["config"] = new JsonObject
            {
                [isOfKeras3 ? "batch_shape" : "batch_input_shape"] = new JsonArray([
                    null,
                    .. InputShape.Select(size => JsonValue.Create(size)),
                ]),
                ["dtype"] = "float32",
                ["name"] = "input_layer",
            },
            ["name"] = "input_layer",
            ["inbound_nodes"] = new JsonArray(),
        };
        JsonArray layers = [input, .. Layers.Select(layer => Layer(layer, isOfKeras3))];
        var config = new JsonObject { ["name"] = "model", ["layers"] = layers };
        if (isFunctional)
        {
            config["input_layers"] = isOfKeras3 ? new JsonArray("input_layer", 0, 0) : new JsonArray(new JsonArray("input_layer", 0, 0));
            config["output_layers"] = new JsonArray(new JsonArray(Layers[^1].Name, 0, 0));
        }

        return new JsonObject
        {
            ["module"] = isFunctional ? "keras.src.models.functional" : "keras",
            ["class_name"] = isFunctional ? "Functional" : "Sequential",
            ["config"] = config,
        };
    }

    private JsonObject Layer(KerasTestLayer layer, bool isOfKeras3)
    {
        var settings = layer.Config.DeepClone().AsObject();
        settings["dtype"] = isOfKeras3
            ? new JsonObject
            {
                ["module"] = "keras",
                ["class_name"] = "DTypePolicy",
                ["config"] = new JsonObject { ["name"] = "float32" },
            }
            : "float32";
        var element = new JsonObject { ["class_name"] = layer.Class, ["config"] = settings };
        if (isOfKeras3)
            element["module"] = "keras.layers";
        if (!isFunctional)
            return element;
        element["name"] = layer.Name;
        JsonNode[] read = [.. layer.Inputs.Select(place => Reference(place, isOfKeras3))];
        element["inbound_nodes"] = isOfKeras3
            ? new JsonArray(
                new JsonObject
                {
                    ["args"] = read.Length == 1 ? new JsonArray(read) : new JsonArray(new JsonArray(read)),
                    ["kwargs"] = new JsonObject(),
                }
            )
            : new JsonArray(new JsonArray(read));
        return element;
    }

    private JsonNode Reference(int place, bool isOfKeras3)
    {
        string name = place < 0 ? "input_layer" : Layers[place].Name;
        return isOfKeras3
            ? new JsonObject
            {
                ["class_name"] = "__keras_tensor__",
                ["config"] = new JsonObject { ["keras_history"] = new JsonArray(name, 0, 0) },
            }
            : new JsonArray(name, 0, 0, new JsonObject());
    }

    private string DefaultName(string name)
    {
        string snake = ModelCompiler.Importing.Keras.KerasNames.Snake(name);
        int count = Layers.Count(layer => layer.Class == name);
        return count == 0 ? snake : string.Create(CultureInfo.InvariantCulture, $"{snake}_{count}");
    }

    private Sample Random(string name, int[] shape) =>
        Sample
            .Zero(shape)
            .Map(_ =>
                name.EndsWith("variance", StringComparison.Ordinal) || name == "gamma"
                    ? (float)(0.5 + _random.NextDouble())
                    : (float)(_random.NextDouble() - 0.5)
            );

    private static H5Group Below(H5Group group, string[] path)
    {
        foreach (string name in path)
        {
            if (!group.TryGetValue(name, out object? inner))
                group[name] = inner = new H5Group();
            group = (H5Group)inner;
        }

        return group;
    }

    private static H5Dataset Dataset(Sample value) =>
        new(Array.ConvertAll(value.Values, number => (float)number), fileDims: [.. value.Shape.Select(size => (ulong)size)]);
}
