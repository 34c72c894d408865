using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>Specifications of models without a declaration.</summary>
internal static class Specs
{
    /// <summary>The only loss of a model.</summary>
    public static HeadPlace Alone { get; } = new("", 0, 0);

    /// <summary>A chain: each layer reads the one above.</summary>
    public static ModelSpec Model(int inputs, string? loss, params LayerSpec[] layers) =>
        new(
            "Zoo",
            EquatableArray<string>.Empty,
            "Net",
            "public",
            TensorShape.Of(inputs),
            layers
                .Select(
                    (layer, index) =>
                        layer with
                        {
                            Inputs = new[] { index == 0 ? LayerInputs.ModelInput : layers[index - 1].Name }.ToEquatableArray(),
                        }
                )
                .ToEquatableArray(),
            loss is null ? ModelSpec.NoHeads : new([new HeadSpec("", layers[^1].Name, Loss(loss), 1)])
        );

    public static LossSpec Loss(string kind, params (string Name, double Value)[] numbers) =>
        new(
            kind,
            numbers.Select(number => new LayerArgument(number.Name, number.Value, null, EquatableArray<int>.Empty)).ToEquatableArray()
        );

    public static LayerSpec Dense(string name, int units, string activation, bool bias = true) =>
        new(
            "Dense",
            name,
            new[]
            {
                new LayerArgument("Units", units, null, EquatableArray<int>.Empty),
                new LayerArgument("Activation", 0, activation, EquatableArray<int>.Empty),
                new LayerArgument("Bias", bias ? 1 : 0, null, EquatableArray<int>.Empty),
            }.ToEquatableArray()
        );

    public static LayerSpec Activation(string name, string kind) =>
        new("Activation", name, new[] { new LayerArgument("Kind", 0, kind, EquatableArray<int>.Empty) }.ToEquatableArray());
}
