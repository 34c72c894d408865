namespace ModelCompiler.Generator.Tests.Incrementality;

/// <summary>Declarations of random attributes with random arguments, most of them wrong.</summary>
internal static class RandomDeclaration
{
    private static readonly string[] _uses =
    [
        "",
        "Repeat = 2",
        "Repeat = 0",
        "Repeat = int.MaxValue",
        "Trainable = false",
        "From = \"input\"",
        "Name = \"a\"",
    ];
    private static readonly string[] _numbers =
    [
        "0",
        "1",
        "2",
        "7",
        "-1",
        "int.MaxValue",
        "int.MinValue",
        "\"text\"",
        "3.5f",
        "null",
        "default",
        "1/0",
        "'a'",
        "Block.Units",
        "Block.Units / 7",
        "(int)Activation.Relu",
        "",
    ];
    private static readonly string[] _floats =
    [
        "0",
        "1",
        "-0f",
        "0.1f",
        "float.NaN",
        "float.PositiveInfinity",
        "float.Epsilon",
        "float.MaxValue",
        "-3",
        "1e-30f",
        "\"x\"",
    ];
    private static readonly string[] _activations =
    [
        "Activation.Relu",
        "Activation.Softmax",
        "Activation.Sigmoid",
        "Activation.Elu",
        "Activation.Clip",
        "Activation.HardTanh",
        "Activation.Threshold",
        "(Activation)77",
        "(Activation)(-1)",
        "default",
        "Loss.Huber",
        "activation: Activation.Tanh",
    ];
    private static readonly string[] _initializers =
    [
        "Initializer.HeNormal",
        "Initializer.Constant",
        "Initializer.Normal",
        "(Initializer)(-5)",
        "default",
    ];
    private static readonly string[] _names =
    [
        "\"a\"",
        "\"A\"",
        "\"\"",
        "null",
        "\"_\"",
        "\"1\"",
        "\"class\"",
        "\"Predict\"",
        "\"\\ud800\"",
        "\"é\"",
        "\"ß\"",
        "\"Net0\"",
        "\"x\\ny\"",
        "\"*/\"",
        "\"dense2\"",
        "\"dense1\"",
        "\"input\"",
        "nameof(Activation)",
    ];
    private static readonly string[] _losses =
    [
        "Loss.Huber",
        "Loss.CategoricalCrossEntropy",
        "Loss.SparseCategoricalCrossEntropy",
        "Loss.BinaryCrossEntropy",
        "Loss.BinaryFocal",
        "Loss.ConnectionistTemporalClassification",
        "Loss.MeanSquaredError",
        "(Loss)42",
        "",
        "null",
    ];
    private static readonly string[] _headers =
    [
        "partial class",
        "public sealed partial class",
        "class",
        "static partial class",
        "abstract partial class",
        "partial record",
        "partial struct",
        "file partial class",
        "partial interface",
        "enum",
    ];
    private static readonly string[] _bodies =
    [
        ";",
        ";",
        "{ }",
        "{ int Parameters; }",
        "{ public void Predict(float x) { } }",
        "(int size);",
        "<T>;",
        "<T> { class Inner<U>; }",
    ];

    public static string Create(Random random, string name)
    {
        var attributes = new List<string>();
        for (int i = random.Next(7); i > 0; i--)
            attributes.Add(Attribute(random));
        if (random.Next(10) > 0)
            attributes.Insert(random.Next(attributes.Count + 1), random.Next(5) > 0 ? "[Model]" : "[Block]");
        if (random.Next(5) > 0)
            attributes.Insert(random.Next(attributes.Count + 1), "[Input(2)]");
        string declaration = $"{string.Concat(attributes)} {Pick(random, _headers)} {name}{Pick(random, _bodies)}\n";
        return random.Next(6) switch
        {
            0 => $"partial class Outer{name} {{ {declaration} }}\n",
            1 => $"{declaration}[Dense(3)] partial class {name};\n",
            2 => $"namespace N{name} {{ {declaration} }}\n",
            _ => declaration,
        };
    }

    private static string Attribute(Random random) =>
        random.Next(13) switch
        {
            11 => $"[{Pick(random, ["Permute", "Flip", "Slice", "Split", "Transpose"])}({Pick(random, _numbers)}, "
                + $"{Pick(random, _numbers)}{Optional(random, "Axis", _numbers)}{Optional(random, "Step", _numbers)})]",
            12 => $"[{Pick(random, ["Glu", "PixelShuffle", "PixelUnshuffle", "MeanOver", "SumOver", "MaxOver", "Flip", "Permute"])}"
                + $"({Pick(random, _numbers)}{Optional(random, "KeepAxis", ["true", "3"])})]",
            10 => $"[Use<{Pick(random, ["Net0", "Net1", "Net2", "string", "Missing", "int[]"])}>" + $"({Pick(random, _uses)})]",
            0 => $"[Input({Pick(random, _numbers)})]",
            1 => $"[Activation({Pick(random, _activations)}{Optional(random, "Alpha", _floats)}"
                + $"{Optional(random, "Minimum", _floats)}{Optional(random, "Threshold", _floats)})]",
            7 => Pick(random, ["[LearnedPositions]", "[SinusoidalPositions]"]),
            9 => $"[Tokens({Pick(random, _numbers)}, {Pick(random, _numbers)})]",
            8 => $"[Embedding({Pick(random, _numbers)}{Optional(random, "PaddingIndex", _numbers)})]",
            2 => $"[Loss({Pick(random, _losses)}{Optional(random, "Delta", _floats)})]",
            6 => $"[{Pick(random, ["Dropout", "GaussianNoise"])}({Pick(random, _floats)})]",
            4 => $"[Reshape({Pick(random, _numbers)}, {Pick(random, _numbers)})]",
            5 => Pick(
                random,
                [
                    "[Flatten]",
                    "[BatchNorm]",
                    "[BatchNorm(Affine = false, Trainable = false)]",
                    "[LayerNorm]",
                    "[RmsNorm]",
                    "[Scale]",
                    "[PRelu]",
                    "[Standardize]",
                ]
            ),
            3 => $"[{Pick(random, ["Add", "Subtract", "Multiply", "Concat"])}({Pick(random, _names)}"
                + $"{(random.Next(2) == 0 ? ", " + Pick(random, _names) : "")}{Optional(random, "From", _names)})]",
            _ => $"[Dense({Pick(random, _numbers)}{(random.Next(2) == 0 ? ", " + Pick(random, _activations) : "")}"
                + $"{Optional(random, "Alpha", _floats)}{Optional(random, "Name", _names)}{Optional(random, "From", _names)}"
                + $"{Optional(random, "WeightInitializer", _initializers)}{Optional(random, "WeightInitializerValue", _floats)}"
                + $"{Optional(random, "TiedTo", _names)}{Optional(random, "Bias", ["true", "false", "3"])})]",
        };

    private static string Optional(Random random, string name, string[] values) =>
        random.Next(3) == 0 ? $", {name} = {Pick(random, values)}" : "";

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
