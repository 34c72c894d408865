using System.Collections.Immutable;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.RandomDeclarations;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>
/// Recurrent layers in all sizes around the widths of vectors, of one step and many, with every argument; and what stands around them. The
/// reference computes them on a tape.
/// </summary>
internal static class RecurrentTable
{
    private static readonly int[] s_units = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 17, 20, 24, 32, 33, 40];

    private static readonly Type[] s_kinds = [typeof(RnnAttribute), typeof(LstmAttribute), typeof(GruAttribute)];

    // Those that a state may have, but for those that let it grow without bounds.
    private static readonly Activation[] s_activations =
    [
        .. Enum.GetValues<Activation>()
            .Except([Activation.Softmax, Activation.Softmin, Activation.Clip, Activation.Threshold, Activation.Exponential]),
    ];

    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        .. s_kinds.SelectMany((kind, number) => s_units.Select((units, index) => Sized(kind, units, (3 * index) + number))),
        .. s_activations.Select((activation, index) => Model($"State_{activation}", 4, 3, Rnn(activation, 3 + index))),
        Model("One_step", 1, 5, Layer<LstmAttribute>(4).With("Bidirectional", true), Dense(2)),
        .. s_units.Select((units, index) => ResetBefore(units, index)),
        Model("Reset_before_frozen", 4, 3, Dense(5), Layer<GruAttribute>(6).With("ResetBefore", true).With("Trainable", false), Dense(2)),
        Model("Dropped_state", 4, 3, Layer<LstmAttribute>(6).With("RecurrentDropout", 0.4), Dense(2)),
        Model("Dropped_state_of_three", 5, 3, Layer<RnnAttribute>(3).With("RecurrentDropout", 0.3).With("Bidirectional", true)),
        Model(
            "Dropped_state_reset_before",
            4,
            3,
            Layer<GruAttribute>(17).With("Layers", 2).With("RecurrentDropout", 0.4).With("Dropout", 0.2).With("ResetBefore", true)
        ),
        Model("Frozen", 4, 3, Dense(5), Layer<LstmAttribute>(6).With("Trainable", false), Dense(2)),
        Model("Frozen_in_both_directions", 4, 3, Dense(5), Layer<GruAttribute>(3).With("Trainable", false).With("Bidirectional", true)),
        Model("All_frozen", 4, 3, Layer<GruAttribute>(3).With("Trainable", false).With("Layers", 2)),
        Model("Before_frozen", 3, 3, Layer<GruAttribute>(5), Layer<LstmAttribute>(4).With("Trainable", false)),
        Model("After_frozen", 3, 3, Dense(5).With("Trainable", false), Layer<GruAttribute>(5), Dense(2)),
        Model("Frozen_below", 3, 3, Layer<RnnAttribute>(5).With("Trainable", false), Layer<LstmAttribute>(4), Dense(2)),
        Model("Normalised", 5, 3, Layer<LstmAttribute>(4), New<BatchNormAttribute>(), Dense(2)),
        Model("Normalised_before", 5, 3, New<BatchNormAttribute>(), Layer<GruAttribute>(6).With("Bidirectional", true), Dense(2)),
        Model("Normalised_between", 5, 3, Layer<GruAttribute>(6), New<BatchNormAttribute>(), Layer<LstmAttribute>(5), Dense(2)),
        Model("Normalised_vector", 5, 3, Last(Layer<LstmAttribute>(7)), New<BatchNormAttribute>(), Dense(2)),
        Model("Dropped_before", 4, 3, New<DropoutAttribute>().With("Rate", 0.3), Layer<GruAttribute>(4), Dense(2)),
        Model("Dropped_after", 4, 3, Layer<GruAttribute>(4), New<DropoutAttribute>().With("Rate", 0.3), Dense(2)),
        Model("Dropped_between", 4, 3, Layer<LstmAttribute>(6).With("Layers", 3).With("Dropout", 0.4), Dense(2)),
        Model(
            "Dropped_in_both_directions",
            4,
            3,
            Layer<GruAttribute>(5).With("Layers", 2).With("Dropout", 0.4).With("Bidirectional", true)
        ),
        Model(
            "In_blocks",
            4,
            4,
            Use("Cells", 2, Layer<LstmAttribute>(4), Add("input"), New<LayerNormAttribute>()),
            Last(Layer<GruAttribute>(3))
        ),
        Model("In_frozen_blocks", 4, 4, Dense(4), Use("Kept", 2, Layer<GruAttribute>(4)).With("Trainable", false), Dense(2)),
        Model("Reduced", 6, 3, Layer<GruAttribute>(5), New<MaxOverAttribute>().With("Axis", 0), Dense(2)),
        Model("Flattened", 4, 3, Layer<LstmAttribute>(5), New<FlattenAttribute>(), Dense(3)),
        Model("Cut", 6, 3, New<SliceAttribute>().With("Axis", 0).With("Start", 1).With("Stop", 5), Layer<LstmAttribute>(5), Dense(2)),
        Model("Turned", 4, 3, Layer<GruAttribute>(5), New<TransposeAttribute>(), Layer<GruAttribute>(2)),
        Model("Pooled", 6, 3, Layer<LstmAttribute>(5), New<MaxPool1DAttribute>().With("Kernel", 2), Layer<LstmAttribute>(3)),
        Model("Gated", 4, 3, Layer<GruAttribute>(6), New<GluAttribute>().With("Axis", 1), Dense(2)),
        Model("Read_twice", 4, 3, Layer<LstmAttribute>(3).With("Name", "a"), Layer<GruAttribute>(3), Add("a"), Multiply("a"), Dense(2)),
    ];

    /// <summary>The models, compiled.</summary>
    public static ModelAssembly Models => ModelAssembly.Of("recurrent", () => All.Select(model => model.ToCode()));

    public static ModelDeclaration Find(string name) => All.Single(model => model.Name == name);

    private static ModelDeclaration Sized(Type kind, int units, int number)
    {
        LayerDeclaration layer = New(kind).With("Units", units);
        if (number % 4 == 1)
            layer = layer.With("Layers", 2);
        else if (number % 8 == 6)
            layer = layer.With("Layers", 3);
        if (number % 3 == 1)
            layer = layer.With("Bidirectional", true);
        if (number % 5 == 2)
            layer = layer.With("Bias", false);
        if (number % 2 == 1)
            layer = Last(layer);
        int steps = 1 + ((number * 4) % 9),
            features = s_units[(number * 5) % 12];
        string name = $"{layer.Kind}_{units}";
        return number % 3 == 0 ? Model(name, steps, features, layer, Dense(2)) : Model(name, steps, features, layer);
    }

    private static ModelDeclaration ResetBefore(int units, int index)
    {
        LayerDeclaration layer = Layer<GruAttribute>(units).With("ResetBefore", true);
        if (index % 3 == 1)
            layer = layer.With("Bidirectional", true);
        if (index % 4 == 2)
            layer = layer.With("Layers", 2);
        if (index % 5 == 3)
            layer = layer.With("Bias", false);
        int steps = 1 + ((index * 4) % 9),
            features = s_units[(index * 5) % 12];
        return Model($"Gru_reset_before_{units}", steps, features, index % 2 == 1 ? Last(layer) : layer);
    }

    private static ModelDeclaration Model(string name, int steps, int features, params LayerDeclaration[] layers) =>
        new("Recurrent_" + name, [steps, features], [.. layers], Loss.MeanSquaredError, null) { IsSequence = true };

    private static LayerDeclaration Layer<T>(int units)
        where T : RecurrentAttribute => New<T>().With("Units", units);

    private static LayerDeclaration Rnn(Activation activation, int units) => Layer<RnnAttribute>(units).With("Activation", activation);

    private static LayerDeclaration Last(LayerDeclaration layer) => layer.With("Output", RecurrentOutput.LastStep);

    private static LayerDeclaration Dense(int units) => New<DenseAttribute>().With("Units", units).With("Activation", Activation.Tanh);

    private static LayerDeclaration Add(string other) => New<AddAttribute>().With("Input", other);

    private static LayerDeclaration Multiply(string other) => New<MultiplyAttribute>().With("Input", other);

    private static LayerDeclaration Use(string name, int times, params LayerDeclaration[] layers) =>
        new LayerDeclaration(typeof(UseAttribute<>), []) { Block = new BlockDeclaration("Recurrent" + name, [.. layers]) }.With(
            "Repeat",
            times
        );

    private static LayerDeclaration New<T>() => New(typeof(T));

    private static LayerDeclaration New(Type type) => new(type, ImmutableList<KeyValuePair<string, object>>.Empty);
}
