using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Axes.AxisMath;
using static ModelCompiler.Tests.Axes.AxisNetworks;

namespace ModelCompiler.Tests.Tokens;

/// <summary>
/// Networks that look tokens up: tables whose rows fill no vector, one, and several; tables that a product reads too; what is added to the
/// steps; losses of classes. Vocabularies of less than a panel and of several.
/// </summary>
internal static class TokenNetworks
{
    private const Loss Sparse = Loss.SparseCategoricalCrossEntropy;

    public static IReadOnlyList<DeclaredNetwork> All { get; } =
    [
        new("Embedded", "[Embedding(3)][Dense(2)]", [5], (p, x) => Dense(p, "dense1", Rows(p, x, 3), 3)) { Input = "Tokens(5, 7)" },
        new("EmbeddedAlone", "[Embedding(5)]", [4], (p, x) => Rows(p, x, 5)) { Input = "Tokens(4, 9)" },
        new(
            "EmbeddedWide",
            "[Embedding(33)][Dense(4, Activation.Tanh)][MeanOver(0)][Dense(3)]",
            [9],
            (p, x) => p.Dense("dense2", MeanOfRows(Tanh(Dense(p, "dense1", Rows(p, x, 33), 33)), 4))
        )
        {
            Input = "Tokens(9, 40)",
        },
        new(
            "EmbeddedVectors",
            "[Embedding(16)][Conv1D(6, 3, Activation.Tanh, Padding = Padding.Causal, Dilation = 2)][Dense(2)]",
            [7],
            (p, x) => Dense(p, "dense1", Tanh(Causal(p, "conv1d1", Rows(p, x, 16), 16, 3, 2)), 6)
        )
        {
            Input = "Tokens(7, 12)",
        },
        new("EmbeddedOneStep", "[Embedding(20)][Dense(3)]", [1], (p, x) => Dense(p, "dense1", Rows(p, x, 20), 20))
        {
            Input = "Tokens(1, 3)",
        },
        new(
            "EmbeddedTwice",
            """[Embedding(6)][Embedding(6, From = "input")][Multiply("embedding1")][Dense(2)]""",
            [5],
            (p, x) => Dense(p, "dense1", DoubleParameters.Multiply(Rows(p, x, 6, "embedding1"), Rows(p, x, 6, "embedding2")), 6)
        )
        {
            Input = "Tokens(5, 6)",
        },
        new(
            "EmbeddedFrozen",
            "[Embedding(4, Trainable = false)][Dense(3, Activation.Tanh)]",
            [6],
            (p, x) => Tanh(Dense(p, "dense1", Rows(p, x, 4), 4))
        )
        {
            Input = "Tokens(6, 5)",
        },
        new("EmbeddedFrozenAlone", "[Embedding(4, Trainable = false)]", [6], (p, x) => Rows(p, x, 4)) { Input = "Tokens(6, 5)" },
        new(
            "Tied",
            """[Embedding(6)][Dense(6, Activation.Tanh)][Dense(40, TiedTo = "embedding1")]""",
            [5],
            (p, x) => Tied(p, Tanh(Dense(p, "dense1", Rows(p, x, 6), 6)), 6, p["dense2.bias"])
        )
        {
            Input = "Tokens(5, 40)",
        },
        new(
            "TiedPanels",
            """[Embedding(19, Name = "table")][LearnedPositions][Dense(70, Bias = false, TiedTo = "Table")]""",
            [4],
            (p, x) => Tied(p, Add(Rows(p, x, 19, "table"), p["learned_positions1.weight"]), 19, null, "table")
        )
        {
            Input = "Tokens(4, 70)",
        },
        new(
            "TiedOneValue",
            """[Embedding(1)][Dense(7, TiedTo = "embedding1")]""",
            [3],
            (p, x) => Tied(p, Rows(p, x, 1), 1, p["dense1.bias"])
        )
        {
            Input = "Tokens(3, 7)",
        },
        new(
            "TiedToSample",
            """[Embedding(5)][MeanOver(0)][Dense(5, Activation.Tanh)][Dense(9, TiedTo = "embedding1")]""",
            [6],
            (p, x) => Tied(p, p.Tanh("dense1", MeanOfRows(Rows(p, x, 5), 5)), 5, p["dense2.bias"])
        )
        {
            Input = "Tokens(6, 9)",
        },
        new(
            "LearnedPositions",
            "[LearnedPositions][Dense(3, Activation.Tanh)][LearnedPositions(WeightInitializer = Initializer.Zeros)]",
            [6, 5],
            (p, x) => Add(Tanh(Dense(p, "dense1", Add(x, p["learned_positions1.weight"]), 5)), p["learned_positions2.weight"])
        )
        {
            Input = "Sequence(6, 5)",
        },
        new("SinusoidalInput", "[SinusoidalPositions][Dense(2)]", [9, 7], (p, x) => Dense(p, "dense1", Add(x, Sinusoids(9, 7)), 7))
        {
            Input = "Sequence(9, 7)",
        },
        new(
            "SinusoidalHidden",
            """[Dense(18, Activation.Tanh)][SinusoidalPositions][Dense(18)][Add("dense1")]""",
            [40, 4],
            (p, x) => Tanh(Dense(p, "dense1", x, 4)) is var h ? Add(h, Dense(p, "dense2", Add(h, Sinusoids(40, 18)), 18)) : x
        )
        {
            Input = "Sequence(40, 4)",
        },
        new(
            "ClassesOfSteps",
            "[Embedding(6)][Dense(5, Activation.Softmax)]",
            [7],
            (p, x) => Softmax(Dense(p, "dense1", Rows(p, x, 6), 6), 5)
        )
        {
            Input = "Tokens(7, 11)",
            Loss = Sparse,
            TargetSize = 7,
        },
        new(
            "ClassesOfManySteps",
            """[Dense(8, Activation.Tanh)][Dense(37, Activation.Softmax)]""",
            [3, 4],
            (p, x) => Softmax(Dense(p, "dense2", Tanh(Dense(p, "dense1", x, 4)), 8), 37)
        )
        {
            Input = "Sequence(3, 4)",
            Loss = Sparse,
            TargetSize = 3,
        },
        new(
            "ClassesTied",
            """[Embedding(8)][Dense(8, Activation.Tanh)][Dense(21, Activation.Softmax, TiedTo = "embedding1")]""",
            [5],
            (p, x) => Softmax(Tied(p, Tanh(Dense(p, "dense1", Rows(p, x, 8), 8)), 8, p["dense2.bias"]), 21)
        )
        {
            Input = "Tokens(5, 21)",
            Loss = Sparse,
            TargetSize = 5,
        },
        new("ClassesOfSamples", "[Dense(6, Activation.Softmax)]", [4], (p, x) => Softmax(p.Dense("dense1", x), 6))
        {
            Loss = Sparse,
            TargetSize = 1,
        },
        new(
            "ClassesOfSamplesShared",
            "[Dense(20, Activation.Tanh)][Activation(Activation.Softmax)]",
            [4],
            (p, x) => Softmax(p.Tanh("dense1", x), 20)
        )
        {
            Loss = Sparse,
            TargetSize = 1,
        },
        new(
            "ClassesOfPixels",
            "[Conv2D(3, 1)][Softmax(Axis = 0)]",
            [2, 3, 4],
            (p, x) => OfChannels(Convolve(x, p["conv2d1.weight"], p["conv2d1.bias"], 2, 1, 0), 3)
        )
        {
            Loss = Sparse,
            TargetSize = 12,
        },
    ];

    private static double[] Dense(DoubleParameters p, string layer, double[] x, int inputs) =>
        Axes.AxisMath.Dense(x, p[layer + ".weight"], p[layer + ".bias"], inputs);

    private static double[] Rows(DoubleParameters p, double[] tokens, int size, string layer = "embedding1") =>
        [.. tokens.SelectMany(token => p[layer + ".weight"].Skip((int)token * size).Take(size))];

    private static double[] Tied(DoubleParameters p, double[] x, int size, double[]? bias, string layer = "embedding1") =>
        Axes.AxisMath.Dense(x, p[layer + ".weight"], bias, size);

    // With all padding on both sides, as much of the end is left out.
    private static double[] Causal(DoubleParameters p, string layer, double[] x, int features, int kernel, int dilation)
    {
        double[] weight = p[layer + ".weight"],
            bias = p[layer + ".bias"];
        int steps = x.Length / features;
        return
        [
            .. Enumerable
                .Range(0, steps)
                .SelectMany(step => Enumerable.Range(0, bias.Length).Select(output => bias[output] + Window(step, output))),
        ];

        double Window(int step, int output)
        {
            double sum = 0;
            for (int tap = 0; tap < kernel; tap++)
            for (int feature = 0; feature < features; feature++)
                if (step - ((kernel - 1 - tap) * dilation) is var place && place >= 0)
                    sum += weight[(((output * features) + feature) * kernel) + tap] * x[(place * features) + feature];
            return sum;
        }
    }

    private static double[] Sinusoids(int steps, int features) =>
        [
            .. Enumerable
                .Range(0, steps * features)
                .Select(index =>
                {
                    int feature = index % features;
                    double angle = index / features / Math.Pow(10000, (feature - (feature % 2)) / (double)features);
                    return feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
                }),
        ];

    private static double[] OfChannels(double[] x, int channels) =>
        Transposed(Softmax(Transposed(x, x.Length / channels), channels), channels);
}
