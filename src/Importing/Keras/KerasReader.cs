using System.Text.Json;
using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Makes a graph of a saved model: its layers in the order in which they read one another, models inside of
/// it laid open.</summary>
/// <param name="file">The file.</param>
/// <param name="options">What is known beyond the file.</param>
internal sealed class KerasReader(KerasFile file, ImportOptions options)
{
    private const int MostDepth = 16,
        MostLayers = 20_000;

    private readonly KerasWeights _weights = new(file);
    private readonly HashSet<string> _policies = new(StringComparer.Ordinal);
    private int _layers;

    /// <summary>The graph.</summary>
    public KerasGraph Graph { get; } = new();

    /// <summary>Layers that cannot be imported, and why.</summary>
    public List<(KerasLayer Layer, Refusal Refusal)> Refused { get; } = [];

    /// <summary>The layers of the model, those of models inside of it too, without the inputs.</summary>
    public int Layers => _layers;

    /// <summary>The graph of the whole model; null when a layer that it needs was refused.</summary>
    /// <exception cref="KerasFormatException">The configuration is not valid.</exception>
    public Network? Run()
    {
        var root = new KerasLayer(file.Config);
        IReadOnlyList<(string? Value, string Layer)> outputs = Model(root, null, "", 0);
        if (Refused.Count > 0 || outputs.Any(output => output.Value is null))
            return null;
        string[] given = [.. outputs.Select(output => Graph.Output(output.Value!, output.Layer))];
        foreach (string policy in _policies.Order(StringComparer.Ordinal))
            Graph.Remarks.Add($"layers of the policy {policy} compute in single precision here");
        foreach (string type in _weights.Types)
            Graph.Remarks.Add($"weights of {type} became single precision");
        return Graph.Done(given);
    }

    /// <summary>The layers of a model: a row of them, or each with what it reads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What it reads where it is inside of another; null for the whole model.</param>
    /// <param name="place">Where its weights lie.</param>
    /// <param name="depth">How many models it is inside of.</param>
    private IReadOnlyList<(string? Value, string Layer)> Model(KerasLayer model, IReadOnlyList<string>? inputs, string place, int depth)
    {
        if (depth > MostDepth)
            throw new KerasFormatException($"Models lie in one another more than {MostDepth} deep.");
        JsonElement list = model.Config.ValueKind == JsonValueKind.Array ? model.Config : KerasLayer.Of(model.Config, "layers");
        if (model.Class is not ("Sequential" or "Functional" or "Model") || list.ValueKind != JsonValueKind.Array)
            throw new ImportRefusedException(
                "The model cannot be imported. Nothing was written.",
                [
                    new Cause(
                        model.Class.Length == 0 ? "(network)" : model.Class,
                        1,
                        "as a whole",
                        "",
                        "a class of Python computes it",
                        "build it as keras.Sequential or keras.Model(inputs, outputs), set_weights, and save that"
                    ),
                ]
            );
        List<KerasLayer> layers = [.. list.EnumerateArray().Select(element => new KerasLayer(element))];
        if ((_layers += layers.Count) > MostLayers)
            throw new KerasFormatException($"The model has more than {MostLayers:N0} layers.");
        _layers -= layers.Count(layer => layer.Class == "InputLayer");
        KerasStep[] steps = model.Class == "Sequential" ? KerasSteps.InARow(layers) : KerasSteps.Sorted(layers);
        IReadOnlyList<string> places = _weights.Places(place, layers);
        return Steps(model, layers, steps, inputs, places, depth);
    }

    private IReadOnlyList<(string? Value, string Layer)> Steps(
        KerasLayer model,
        List<KerasLayer> layers,
        KerasStep[] steps,
        IReadOnlyList<string>? inputs,
        IReadOnlyList<string> places,
        int depth
    )
    {
        var values = new Dictionary<KerasTensor, string?>();
        IReadOnlyList<KerasTensor> ends =
            depth == 0 && options.Until is { } until ? [Until(until, layers)] : KerasSteps.Outputs(model, layers);
        IReadOnlyList<string> names = KerasSteps.Inputs(model, layers);
        HashSet<KerasTensor> needed = KerasSteps.Needed(steps, ends);
        foreach (KerasStep step in steps.Where(step => needed.Contains(step.Output)))
        {
            KerasLayer layer = layers[step.Layer];
            if (layer.Class == "InputLayer" || step.IsInput)
            {
                int index = Math.Max(0, names.ToList().IndexOf(layer.Name));
                values[step.Output] = inputs is null ? Declared(layer, step, model) : inputs.ElementAtOrDefault(index);
                continue;
            }

            string?[] read = [.. step.Inputs.Select(input => values.GetValueOrDefault(input))];
            values[step.Output] = Call(layer, read, places[step.Layer], depth);
        }

        foreach (
            IGrouping<int, KerasStep> shared in steps
                .Where(step => needed.Contains(step.Output) && !step.IsInput)
                .GroupBy(step => step.Layer)
        )
            if (shared.Count() > 1)
                Graph.Remarks.Add(
                    $"the layer '{layers[shared.Key].Name}' is used {shared.Count()} times: each is a layer with a copy of its weights"
                );
        return [.. ends.Select(end => (values.GetValueOrDefault(end), end.Layer))];
    }

    private string? Call(KerasLayer layer, string?[] read, string place, int depth)
    {
        if (layer.Class is "Sequential" or "Functional" or "Model" && !layer.IsCustom)
        {
            if (read.Any(value => value is null))
                return null;
            IReadOnlyList<(string? Value, string Layer)> outputs = Model(layer, read!, place, depth + 1);
            return outputs.Count == 1 ? outputs[0].Value : Refuse(layer, new Refusal("it is a model of several outputs", "lay it open"));
        }

        Refusal[] refusals = [.. KerasChecks.Of(layer)];
        foreach (Refusal refusal in refusals)
            Refuse(layer, refusal);
        if (KerasChecks.PolicyOf(layer) is { } policy && policy != "float32" && refusals.Length == 0)
            _policies.Add(policy);
        if (refusals.Length > 0 || read.Length == 0 || read.Any(value => value is null))
            return read.Length == 0 && refusals.Length == 0
                ? Refuse(layer, new Refusal("it reads nothing", "the file is not valid; save the model anew"))
                : null;
        try
        {
            return KerasKinds.Find(layer.Class)!.Emit(new KerasCall(layer, read!, Graph, _weights, place, file.IsOfKeras3));
        }
        catch (Refusal refusal)
        {
            return Refuse(layer, refusal);
        }
        catch (Exception exception)
            when (exception is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return Refuse(layer, new Refusal("its settings do not go together", "the file is not valid; save the model anew"));
        }
    }

    private string? Refuse(KerasLayer layer, Refusal refusal)
    {
        Refused.Add((layer, refusal));
        return null;
    }

    private string? Declared(KerasLayer layer, KerasStep step, KerasLayer model)
    {
        try
        {
            return Graph.Input(step.IsInput ? KerasSteps.NameOfInput(layer) : layer.Name, KerasSteps.Sample(layer, model, options));
        }
        catch (Refusal refusal)
        {
            return Refuse(layer, refusal);
        }
    }

    private static KerasTensor Until(string name, List<KerasLayer> layers) =>
        layers.Exists(layer => layer.Name == name)
            ? new KerasTensor(name, 0)
            : throw new ImportRefusedException(
                "The model cannot be imported. Nothing was written.",
                [
                    new Cause(
                        "(network)",
                        1,
                        "as a whole",
                        "",
                        $"no layer is called '{name}'",
                        "name a layer; `modelcompiler inspect` lists them"
                    ),
                ]
            );
}
