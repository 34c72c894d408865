using System.Text.Json;
using ModelCompiler.Importing.Graph;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Keras;

/// <summary>Activations by name, and as layers.</summary>
internal static class Activations
{
    private const double Slope = 0.2,
        LayerSlope = 0.3;

    // Of each name the operator and its arguments; Keras's own numbers are those of version 3.
    private static readonly Dictionary<string, (string Operator, OnnxAttribute[] Arguments)> _named = new(StringComparer.Ordinal)
    {
        ["relu"] = ("Relu", []),
        ["sigmoid"] = ("Sigmoid", []),
        ["tanh"] = ("Tanh", []),
        ["elu"] = ("Elu", []),
        ["selu"] = ("Selu", []),
        ["gelu"] = ("Gelu", []),
        ["silu"] = ("Swish", []),
        ["swish"] = ("Swish", []),
        ["mish"] = ("Mish", []),
        ["softplus"] = ("Softplus", []),
        ["softsign"] = ("Softsign", []),
        ["exponential"] = ("Exp", []),
        ["hard_silu"] = ("HardSwish", []),
        ["hard_swish"] = ("HardSwish", []),
        ["celu"] = ("Celu", []),
        ["softmax"] = ("Softmax", [KerasCall.Integer("axis", -1)]),
        ["log_softmax"] = ("LogSoftmax", [KerasCall.Integer("axis", -1)]),
        ["leaky_relu"] = ("LeakyRelu", [KerasCall.Number("alpha", Slope)]),
        ["relu6"] = ("Clip", [KerasCall.Number("min", 0), KerasCall.Number("max", 6)]),
        ["hard_tanh"] = ("Clip", [KerasCall.Number("min", -1), KerasCall.Number("max", 1)]),
        ["hard_shrink"] = ("Shrink", [KerasCall.Number("lambd", 0.5)]),
        ["soft_shrink"] = ("Shrink", [KerasCall.Number("lambd", 0.5), KerasCall.Number("bias", 0.5)]),
    };

    public static IEnumerable<KerasKind> All =>
        [
            Each(
                "Activation",
                "`[Activation]`, or the `Activation` of the layer before",
                "names that are not Keras's",
                call => After(call, call.Input)
            ),
            Each(
                "ReLU",
                "`[Activation(Activation.Relu)]`; with `max_value`, `negative_slope` or `threshold` Clip, LeakyRelu, Threshold",
                "threshold with the others",
                Relu
            ),
            Each("LeakyReLU", "`[Activation(Activation.LeakyRelu)]`; the slope is 0.3 by default", "", LeakyRelu),
            Each("ELU", "`[Activation(Activation.Elu)]`", "", call => With(call, "Elu", call.Layer.Number("alpha", 1))),
            Each(
                "ThresholdedReLU",
                "`[Activation(Activation.Threshold)]`",
                "",
                call => With(call, "ThresholdedRelu", call.Layer.Number("theta", 1))
            ),
            new("PReLU", "`[PRelu]`", "", PRelu),
            new("Softmax", "`[Softmax]`, or the `Activation` of the layer before", "several axes", Softmax),
        ];

    /// <summary>A value with the activation that a layer says.</summary>
    public static string After(KerasCall call, string value)
    {
        string name = NameOf(call.Layer, "activation") ?? "linear";
        if (name == "linear")
            return value;
        if (name == "hard_sigmoid")
            return HardSigmoid(call, value);
        if (_named.TryGetValue(name, out var known))
            return call.Add(known.Operator, [value], known.Arguments);
        string names = string.Join(", ", _named.Keys.Append("hard_sigmoid").Order(StringComparer.Ordinal));
        throw new Refusal($"its activation is '{name}'", $"known are {names}");
    }

    /// <summary>The name of an activation among the settings; null when there is none.</summary>
    public static string? NameOf(KerasLayer layer, string setting)
    {
        if (layer.Given(setting) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();

        // A function of Keras in an object of its own; what somebody else wrote is called by its class.
        bool isOfKeras =
            KerasLayer.TextOf(value, "module") is null or "builtins" or "keras" or "keras.activations" or "keras.src.activations";
        string? name = isOfKeras ? KerasLayer.TextOf(value, "config") : KerasLayer.TextOf(value, "registered_name");
        return name ?? KerasLayer.TextOf(value, "class_name") ?? "an object";
    }

    private static KerasKind Each(string name, string importedAs, string refused, Func<KerasCall, string> emit) =>
        new(name, importedAs, refused, emit) { IsOfEachStep = true };

    // Keras 2 has the slope 0.2, Keras 3 a sixth.
    private static string HardSigmoid(KerasCall call, string value) =>
        call.Add("HardSigmoid", [value], KerasCall.Number("alpha", call.IsOfKeras3 ? 1.0 / 6 : Slope), KerasCall.Number("beta", 0.5));

    private static string With(KerasCall call, string name, double alpha) => call.Add(name, [call.Input], KerasCall.Number("alpha", alpha));

    private static string LeakyRelu(KerasCall call) =>
        With(call, "LeakyRelu", call.Layer.Number("negative_slope") ?? call.Layer.Number("alpha", LayerSlope));

    private static string Relu(KerasCall call)
    {
        double slope = call.Layer.Number("negative_slope", 0),
            threshold = call.Layer.Number("threshold", 0);
        double? most = call.Layer.Number("max_value");
        if (threshold != 0 && (slope != 0 || most is not null))
            throw new Refusal("it has a threshold beside a slope or a largest value", "no activation has both; write it as two layers");
        if (threshold != 0)
            return With(call, "ThresholdedRelu", threshold);
        if (most is null)
            return slope == 0 ? call.Add("Relu", [call.Input]) : With(call, "LeakyRelu", slope);
        if (slope == 0)
            return call.Add("Clip", [call.Input], KerasCall.Number("min", 0), KerasCall.Number("max", most.Value));
        return call.Add("Clip", [With(call, "LeakyRelu", slope)], KerasCall.Number("max", most.Value));
    }

    private static string PRelu(KerasCall call)
    {
        int[] shape = call.ShapeOf(call.Input)[1..];
        foreach (int axis in call.Layer.Integers("shared_axes") ?? [])
            shape[Shapes.Axis(axis, shape.Length + 1) - 1] = 1;
        return call.Add("PRelu", [call.Input, call.Constant("alpha", call.Weights(("alpha", shape))[0])]);
    }

    private static string Softmax(KerasCall call)
    {
        int[] axes = call.Layer.Integers("axis") ?? [-1];
        if (axes.Length != 1)
            throw new Refusal($"it works over {axes.Length} axes", "a softmax is over one axis");
        return call.Add("Softmax", [call.Input], KerasCall.Integer("axis", axes[0]));
    }
}
