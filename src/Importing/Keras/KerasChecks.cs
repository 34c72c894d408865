namespace ModelCompiler.Importing.Keras;

/// <summary>What can be said against a layer by its settings alone, wherever it stands.</summary>
internal static class KerasChecks
{
    private const string WithPython = "it computes with functions of Python";

    private static readonly string[] _singlePrecision = ["float32", "float64", "mixed_float16", "mixed_bfloat16", "float16", "bfloat16"];

    // Operations of keras.ops that are what the layers of their names are; others have defaults of their own.
    private static readonly string[] _operations = ["Add", "Subtract", "Multiply", "Maximum", "Minimum"];

    // Settings that no model has.
    private static readonly (string Setting, string Reason, string Remedy)[] _switches =
    [
        (
            "stateful",
            "it is stateful: what it gives depends on the calls before",
            "build it with stateful=False and set_weights; a model keeps its state in a stream (IStreamingModel)"
        ),
        ("return_state", "it gives its last state beside its output", "build it with return_state=False"),
        ("time_major", "its steps come before the samples", "build it with time_major=False"),
        (
            "mask_zero",
            "it masks the token 0, so that later layers skip steps",
            "a model's sequences all have the declared length: build it with mask_zero=False and train it so"
        ),
    ];

    /// <summary>All that keeps a layer from being imported, whatever it reads.</summary>
    public static IEnumerable<Refusal> Of(KerasLayer layer)
    {
        if (layer.IsCustom)
            yield return new Refusal(
                "it is no layer of Keras",
                "write it with Keras's own layers, or cut the network before it with --until"
            );
        else if (KerasKinds.Find(layer.Class) is null || (layer.IsOperation && !_operations.Contains(layer.Class)))
            yield return Unknown(layer.Class);
        else
            foreach (Refusal refusal in Settings(layer))
                yield return refusal;
        if (layer.IsAlwaysTraining)
            yield return new Refusal("it is called with training=True, so that predictions are random", "call it without");
    }

    /// <summary>What can be said against the settings of a layer.</summary>
    public static IEnumerable<Refusal> Settings(KerasLayer layer)
    {
        foreach ((string setting, string reason, string remedy) in _switches)
            if (layer.Given(setting) is { ValueKind: System.Text.Json.JsonValueKind.True })
                yield return new Refusal(reason, remedy);
        if (KerasLayer.TextOf(layer.Config, "data_format") == "channels_first")
            yield return new Refusal(
                "its images have the channels first",
                "build it with data_format='channels_last', which Keras runs on every device, and set_weights"
            );
        if (PolicyOf(layer) is { } policy && !_singlePrecision.Contains(policy))
            yield return new Refusal($"it computes by the policy '{policy}'", "save the model before it is quantised");
    }

    /// <summary>How exactly a layer computes; null when not said.</summary>
    public static string? PolicyOf(KerasLayer layer)
    {
        if (layer.Given("dtype") is not { } given || layer.Class == "InputLayer")
            return null;
        return given.ValueKind == System.Text.Json.JsonValueKind.String
            ? given.GetString()
            : KerasLayer.TextOf(KerasLayer.Of(given, "config"), "name") ?? KerasLayer.TextOf(given, "class_name");
    }

    private static Refusal Unknown(string name) =>
        name switch
        {
            "Lambda" or "TFOpLambda" or "TensorFlowOpLayer" or "SlicingOpLambda" => new Refusal(
                WithPython,
                "write it with Keras's own layers (Rescaling, Activation, Add, Permute, …), or cut the network before it with --until"
            ),
            "Masking" => new Refusal(
                "it masks steps, so that later layers skip them",
                "a model's sequences all have the declared length: build it without and train it so"
            ),
            "CuDNNLSTM" or "CuDNNGRU" => new Refusal(
                "its weights are those of a graphics card",
                $"build it with {name[5..]} and load the weights"
            ),
            _ => new Refusal("this layer is not known", "build it of other layers, or cut the network before it with --until"),
        };
}
