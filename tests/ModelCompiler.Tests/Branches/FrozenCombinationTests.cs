using System.Globalization;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Branches;

/// <summary>
/// Every combination of frozen layers in every form of a plan, alone and in a frozen block: what learns has the same gradient as in the
/// network in which everything learns, what does not has none.
/// </summary>
public sealed class FrozenCombinationTests
{
    private const int Depth = 4;

    /// <summary>
    /// Networks of four layers with parameters, with a place for the layer's arguments: straight-line code, tiles, images, no biases,
    /// normalisations.
    /// </summary>
    private static readonly (string Name, string Input, string[] Layers, string Loss)[] s_forms =
    [
        (
            "Line",
            "2",
            ["[Dense(4, Activation.Tanh{0})]", "[Dense(3, Activation.Swish{0})]", "[Dense(4{0})]", "[Dense(1, Activation.Sigmoid{0})]"],
            "BinaryCrossEntropy"
        ),
        (
            "Bare",
            "3",
            [
                "[Dense(4, Activation.Gelu, Bias = false{0})]",
                "[Dense(3, Bias = false{0})]",
                "[Dense(5, Activation.Elu, Bias = false{0})]",
                "[Dense(2, Activation.Softmax{0})]",
            ],
            "CategoricalCrossEntropy"
        ),
        (
            "Tiles",
            "40",
            ["[Dense(40, Activation.Tanh{0})]", "[Dense(33, Activation.Mish{0})]", "[Dense(40{0})]", "[Dense(7{0})]"],
            "MeanSquaredError"
        ),
        (
            "Images",
            "2, 6, 5",
            [
                "[Conv2D(5, 3, Activation.Tanh, Padding = 1{0})]",
                "[DepthwiseConv2D(3{0})]",
                "[ConvTranspose2D(3, 2, Activation.Softplus{0})]",
                "[Dense(3{0})]",
            ],
            "HalfSquaredError"
        ),
        (
            "Norms",
            "5",
            [
                "[LayerNorm(Epsilon = 0.1f{0})]",
                "[Dense(6, Activation.Tanh{0})]",
                "[Scale(Bias = true{0})]",
                "[PRelu(InitialSlope = 0.5f{0})]",
            ],
            "MeanSquaredError"
        ),
    ];

    public static TheoryData<string> Forms => [.. s_forms.Select(form => form.Name)];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "frozen combinations",
            () =>
                s_forms.SelectMany(form => Enumerable.Range(0, 1 << Depth).Select(frozen => Declaration(form, frozen)).Append(Block(form)))
        );

    [Theory]
    [MemberData(nameof(Forms))]
    public void Only_what_is_frozen_changes(string form)
    {
        ICompiledModel all = Models.Create(form + "0");
        for (int frozen = 1; frozen < 1 << Depth; frozen++)
            Compare(all, Models.Create(Name(form, frozen)), frozen);
        Compare(all, Models.Create(form + "Used"), (1 << (Depth - 1)) - 1);
    }

    private static void Compare(ICompiledModel all, ICompiledModel model, int frozen)
    {
        for (int i = 0; i < all.Description.Parameters.Count; i++)
            model.Description.Parameters[i].CopyFrom(all.Description.Parameters[i].Values(all.Parameters), model.Parameters);
        var random = new Random(frozen);
        float[] inputs = [.. Enumerable.Range(0, 9 * all.Description.InputSize).Select(_ => (float)(random.NextDouble() - 0.5))];
        Targets targets = all.Description.AcceptsClassTargets
            ? Targets.OfClasses(
                [.. Enumerable.Range(0, 9).Select(_ => random.Next(all.Description.OutputSize))],
                all.Description.OutputSize
            )
            : new Targets([.. Enumerable.Range(0, 9 * all.Description.OutputSize).Select(_ => (float)random.NextDouble())]);
        BatchGradient expected = all.Gradient(inputs, targets),
            actual = model.Gradient(inputs, targets);
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(Bits.Of(expected.InputGradient), Bits.Of(actual.InputGradient));
        var alone = new AlignedBuffer(model.Description.ParameterBufferLength);
        alone.Span.Fill(float.NaN);
        model.Gradient(inputs, targets.Values, alone.Span);
        Assert.Equal(Bits.Of(actual.Gradient.Span), Bits.Of(alone.Span));
        string[] layers = [.. all.Description.Parameters.Select(LayerOf).Distinct()];
        foreach ((ParameterDescriptor parameter, ParameterDescriptor own) in all.Description.Parameters.Zip(model.Description.Parameters))
        {
            float[] gradient = own.Values(actual.Gradient.Span);
            if ((frozen >> Array.IndexOf(layers, LayerOf(parameter)) & 1) == 1)
                Assert.All(gradient, value => Assert.Equal(0, value));
            else
                Assert.Equal(Bits.Of(parameter.Values(expected.Gradient.Span)), Bits.Of(gradient));
        }
    }

    private static string LayerOf(ParameterDescriptor parameter) => parameter.Name[..parameter.Name.LastIndexOf('.')];

    private static string Name(string form, int frozen) => form + frozen.ToString(CultureInfo.InvariantCulture);

    private static string Declaration((string Name, string Input, string[] Layers, string Loss) form, int frozen) =>
        Class(
            Name(form.Name, frozen),
            form,
            form.Layers.Select(
                (layer, index) =>
                    string.Format(CultureInfo.InvariantCulture, layer, (frozen >> index & 1) == 1 ? ", Trainable = false" : "")
            )
        );

    /// <summary>All layers but the last in a frozen block.</summary>
    private static string Block((string Name, string Input, string[] Layers, string Loss) form)
    {
        string[] layers = [.. form.Layers.Select(layer => string.Format(CultureInfo.InvariantCulture, layer, ""))];
        return $"/// <summary>Frozen.</summary>\n[Block]\n{string.Concat(layers[..^1])}\npublic sealed class {form.Name}Block;\n"
            + Class(form.Name + "Used", form, [$"[Use<{form.Name}Block>(Trainable = false)]", layers[^1]]);
    }

    private static string Class(string name, (string Name, string Input, string[] Layers, string Loss) form, IEnumerable<string> layers) =>
        $"/// <summary>{name}.</summary>\n[Model]\n[Input({form.Input})]\n"
        + $"{string.Concat(layers)}\n[Loss(Loss.{form.Loss})]\npublic sealed partial class {name};\n";
}
