using System.Text.Json;
using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>What a layer gave in one of its calls.</summary>
internal readonly record struct KerasTensor(string Layer, int Call);

/// <summary>A call of a layer.</summary>
/// <param name="Layer">The place of the layer in its model.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="IsInput">Whether it stands for an input that is not listed: that of a model whose first layer says the shape.</param>
internal sealed record KerasStep(int Layer, KerasTensor Output, IReadOnlyList<KerasTensor> Inputs, bool IsInput = false);

/// <summary>The calls of a model's layers, in the order in which they read one another.</summary>
internal static class KerasSteps
{
    private const string NotAsKeras = "A layer does not say what it reads as Keras does.";

    /// <summary>Of a model in which each layer reads the one before.</summary>
    public static KerasStep[] InARow(List<KerasLayer> layers)
    {
        var steps = new List<KerasStep>();
        KerasTensor? before = null;
        for (int index = 0; index < layers.Count; index++)
        {
            KerasLayer layer = layers[index];
            if (before is null && layer.Class != "InputLayer")
            {
                before = new KerasTensor(NameOfInput(layer), 0);
                steps.Add(new KerasStep(index, before.Value, [], IsInput: true));
            }

            var output = new KerasTensor(layer.Name, 0);
            steps.Add(new KerasStep(index, output, before is { } input ? [input] : []));
            before = output;
        }

        return [.. steps];
    }

    /// <summary>Of a model in which each layer says what it reads.</summary>
    /// <exception cref="KerasFormatException">Layers read one another in a circle, or two have the same name.</exception>
    public static KerasStep[] Sorted(List<KerasLayer> layers)
    {
        var open = new Dictionary<KerasTensor, KerasStep>();
        for (int index = 0; index < layers.Count; index++)
        {
            KerasLayer layer = layers[index];
            List<IReadOnlyList<KerasTensor>> calls = [.. Calls(layer)];
            if (layer.Class == "InputLayer" && calls.Count == 0)
                calls.Add([]);
            for (int call = 0; call < calls.Count; call++)
                if (!open.TryAdd(new KerasTensor(layer.Name, call), new KerasStep(index, new KerasTensor(layer.Name, call), calls[call])))
                    throw new KerasFormatException($"Two layers are called '{layer.Name}'.");
        }

        var readers = new Dictionary<KerasTensor, List<KerasTensor>>();
        var missing = new Dictionary<KerasTensor, int>();
        var ready = new PriorityQueue<KerasStep, int>();
        foreach (KerasStep step in open.Values)
        {
            missing[step.Output] = step.Inputs.Distinct().Count();
            if (step.Inputs.Count == 0)
                ready.Enqueue(step, step.Layer);
            foreach (KerasTensor input in step.Inputs.Distinct())
            {
                if (!open.ContainsKey(input))
                    throw new KerasFormatException($"The layer '{step.Output.Layer}' reads '{input.Layer}', which there is not.");
                if (!readers.TryGetValue(input, out List<KerasTensor>? list))
                    readers[input] = list = [];
                list.Add(step.Output);
            }
        }

        var sorted = new List<KerasStep>();
        while (ready.TryDequeue(out KerasStep? step, out _))
        {
            sorted.Add(step);
            foreach (KerasTensor reader in readers.GetValueOrDefault(step.Output) ?? [])
                if (--missing[reader] == 0)
                    ready.Enqueue(open[reader], open[reader].Layer);
        }

        return sorted.Count == open.Count
            ? [.. sorted]
            : throw new KerasFormatException(
                $"The layers around '{missing.First(pair => pair.Value > 0).Key.Layer}' read one another in a circle."
            );
    }

    /// <summary>What must be computed for some values.</summary>
    public static HashSet<KerasTensor> Needed(KerasStep[] steps, IEnumerable<KerasTensor> ends)
    {
        HashSet<KerasTensor> needed = [.. ends];
        foreach (KerasStep step in Enumerable.Reverse(steps))
            if (needed.Contains(step.Output))
                needed.UnionWith(step.Inputs);
        return needed;
    }

    /// <summary>What a model gives.</summary>
    public static IReadOnlyList<KerasTensor> Outputs(KerasLayer model, List<KerasLayer> layers) =>
        model.Class == "Sequential"
            ? [new KerasTensor(layers.Count > 0 ? layers[^1].Name : throw new KerasFormatException("The model has no layers."), 0)]
        : Named(KerasLayer.Of(model.Config, "output_layers")) is { Count: > 0 } outputs ? outputs
        : throw new KerasFormatException("The model does not say which layers are its outputs.");

    /// <summary>The names of what a model reads, in its order.</summary>
    public static IReadOnlyList<string> Inputs(KerasLayer model, List<KerasLayer> layers) =>
        model.Class == "Sequential"
            ? [.. layers.Take(1).Select(layer => layer.Name)]
            : [.. Named(KerasLayer.Of(model.Config, "input_layers")).Select(input => input.Layer)];

    /// <summary>What the input before a layer is called, which is not listed.</summary>
    public static string NameOfInput(KerasLayer layer) => layer.Name + "_input";

    /// <summary>The shape of a sample.</summary>
    /// <exception cref="Refusal">It is not given, or a dimension is open.</exception>
    public static int[] Sample(KerasLayer layer, KerasLayer model, ImportOptions options)
    {
        JsonElement? given =
            layer.Given("batch_shape")
            ?? layer.Given("batch_input_shape")
            ?? model.Given("build_input_shape")
            ?? (layer.BuiltShape.ValueKind == JsonValueKind.Array ? layer.BuiltShape : (JsonElement?)null)
            ?? OfFirst(layer)
            ?? (layer.Class == "Embedding" && layer.Given("input_length") is { } length ? Row(length) : null);
        if (given is not { ValueKind: JsonValueKind.Array } shape || shape.GetArrayLength() < 2)
            throw new Refusal("it does not say the shape of the input", "begin the model with keras.Input(shape=...), and save it anew");
        int rank = shape.GetArrayLength();
        return [.. Enumerable.Range(1, rank - 1).Select(axis => SizeOf(shape[axis], axis, rank, options))];
    }

    // A model that stands first has a first layer of its own.
    private static JsonElement? OfFirst(KerasLayer layer)
    {
        JsonElement inner = layer.Config.ValueKind == JsonValueKind.Array ? layer.Config : KerasLayer.Of(layer.Config, "layers");
        if (inner.ValueKind != JsonValueKind.Array || inner.GetArrayLength() == 0)
            return null;
        var first = new KerasLayer(inner[0]);
        return first.Given("batch_shape") ?? first.Given("batch_input_shape");
    }

    private static JsonElement Row(JsonElement length) => JsonDocument.Parse($"[null, {length.GetRawText()}]").RootElement.Clone();

    private static int SizeOf(JsonElement size, int axis, int rank, ImportOptions options)
    {
        if (size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out int number) && number > 0)
            return number;
        string name = (rank, axis) switch
        {
            (4, 1) => "height",
            (4, 2) => "width",
            (2 or 3, 1) => "steps",
            _ => "size",
        };
        return options.Dimensions.TryGetValue(name, out int wanted)
            ? wanted
            : throw new Refusal($"its dimension {axis} is not fixed", $"give it a size: --dimension {name}=SIZE");
    }

    // A list of [layer, call, output], one alone, or one for each name.
    private static List<KerasTensor> Named(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array when element.GetArrayLength() == 3 && element[0].ValueKind == JsonValueKind.String => [Tensor(element)],
            JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Named)],
            JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(property => Named(property.Value))],
            _ => [],
        };

    private static KerasTensor Tensor(JsonElement element)
    {
        if (
            element.GetArrayLength() < 3
            || element[0].ValueKind != JsonValueKind.String
            || element[1].ValueKind != JsonValueKind.Number
            || !element[1].TryGetInt32(out int call)
            || element[2].ValueKind != JsonValueKind.Number
        )
            throw new KerasFormatException("A layer does not say what it reads as Keras does: [layer, call, output].");
        string layer = element[0].GetString()!;
        if (!element[2].TryGetInt32(out int output) || output != 0)
            throw new ImportRefusedException(
                "The model cannot be imported. Nothing was written.",
                [new Cause("(network)", 1, $"'{layer}'", "", "one of its outputs but the first is read", "let each layer give one value")]
            );
        return new KerasTensor(layer, call);
    }

    // Keras 3 has arguments with tensors among them, Keras 2 lists of [layer, call, output, arguments].
    private static IEnumerable<IReadOnlyList<KerasTensor>> Calls(KerasLayer layer)
    {
        if (layer.Calls.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (JsonElement call in layer.Calls.EnumerateArray())
            yield return call.ValueKind == JsonValueKind.Object
                ? [.. Tensors(KerasLayer.Of(call, "args")), .. Tensors(KerasLayer.Of(call, "kwargs"))]
                : [.. Listed(call)];
    }

    private static IEnumerable<KerasTensor> Listed(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Array)
            throw new KerasFormatException(NotAsKeras);
        JsonElement[] items = call.GetArrayLength() > 0 && call[0].ValueKind == JsonValueKind.String ? [call] : [.. call.EnumerateArray()];
        return items.SelectMany(item =>
            item.ValueKind == JsonValueKind.Array ? WithArguments(item) : throw new KerasFormatException(NotAsKeras)
        );
    }

    // Other values may be among the arguments, as a first state.
    private static IEnumerable<KerasTensor> WithArguments(JsonElement item) =>
        item.GetArrayLength() > 3 ? [Tensor(item), .. Named(item[3])] : [Tensor(item)];

    private static IEnumerable<KerasTensor> Tensors(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Tensors);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return KerasLayer.TextOf(element, "class_name") == "__keras_tensor__"
            ? Named(KerasLayer.Of(KerasLayer.Of(element, "config"), "keras_history"))
            : element.EnumerateObject().SelectMany(property => Tensors(property.Value));
    }
}
