using ModelCompiler.Tests.Reference;
using static ModelCompiler.Tests.Branches.DoubleParameters;

namespace ModelCompiler.Tests.Branches;

/// <summary>Networks that move values, or reduce those along an axis.</summary>
internal static class MovedNetworks
{
    public static IReadOnlyList<DeclaredNetwork> All { get; } =
    [
        new(
            "Permuted",
            """[Permute(2, 0, 1)][Dense(3)]""",
            [2, 3, 4],
            (p, x) => p.Dense("dense1", ReferenceMoves.Permute(x, [2, 3, 4], 2, 0, 1))
        ),
        new(
            "PermutedHidden",
            """[Dense(60, Activation.Tanh)][Reshape(3, 4, 5)][Permute(1, -1, 0)][Scale(Bias = false)]""",
            [3],
            (p, x) => Multiply(p["scale1.weight"], ReferenceMoves.Permute(p.Tanh("dense1", x), [3, 4, 5], 1, 2, 0))
        ),
        new(
            "PermutedBatches",
            """[Permute(0, 2, 1, 3)][Scale]""",
            [2, 3, 5, 7],
            (p, x) => Add(Multiply(p["scale1.weight"], ReferenceMoves.Permute(x, [2, 3, 5, 7], 0, 2, 1, 3)), p["scale1.bias"])
        ),
        new(
            "TransposedWide",
            """[Transpose][Scale(Bias = false)]""",
            [33, 18],
            (p, x) => Multiply(p["scale1.weight"], ReferenceMoves.Permute(x, [33, 18], 1, 0))
        ),
        new(
            "TransposedFirst",
            """[Transpose(0, -1)][Dense(4, Activation.Tanh)]""",
            [3, 2, 5],
            (p, x) => p.Tanh("dense1", ReferenceMoves.Permute(x, [3, 2, 5], 2, 1, 0))
        ),
        new(
            "SlicedParts",
            """[Dense(12, Activation.Tanh, Name = "h")][Slice(0, 0, 5, Name = "a")][Slice(-1, -7, -2, From = "h")][Multiply("a")][Dense(2)]""",
            [4],
            (p, x) => p.Tanh("h", x) is var h ? p.Dense("dense2", Multiply(h[5..10], h[..5])) : x
        ),
        new(
            "SlicedSteps",
            """[Slice(1, 1, 8, Step = 3)][Slice(2, 1)][Dense(3)]""",
            [3, 9, 4],
            (p, x) => p.Dense("dense1", ReferenceMoves.Slice(ReferenceMoves.Slice(x, [3, 9, 4], 1, 1, 8, 3), [3, 3, 4], 2, 1, int.MaxValue))
        ),
        new("SlicedAlone", """[Slice(0, 1, 3)][Scale(Bias = false)]""", [5, 7], (p, x) => Multiply(p["scale1.weight"], x[7..21])),
        new(
            "Chunked",
            """[Dense(15, Activation.Tanh, Name = "h")][Split(3, 0, Name = "q")][Split(3, 1, From = "h", Name = "k")][Split(3, 2, From = "h")][Multiply("q")][Subtract("k")][Dense(2)]""",
            [4],
            (p, x) => p.Tanh("h", x) is var h ? p.Dense("dense2", [.. Multiply(h[10..], h[..5]).Zip(h[5..10], (a, b) => a - b)]) : x
        ),
        new(
            "ChunkedAxis",
            """[Split(2, 1, Axis = -1)][Dense(3)]""",
            [3, 4, 6],
            (p, x) => p.Dense("dense1", ReferenceMoves.Slice(x, [3, 4, 6], 2, 3, 6))
        ),
        new("Flipped", """[Flip(1, -1)][Dense(3)]""", [2, 3, 5], (p, x) => p.Dense("dense1", ReferenceMoves.Flip(x, [2, 3, 5], 1, 2))),
        new(
            "Shuffled",
            """[PixelShuffle(2)][Scale]""",
            [8, 3, 5],
            (p, x) => Add(Multiply(p["scale1.weight"], ReferenceMoves.PixelShuffle(x, [8, 3, 5], 2)), p["scale1.bias"])
        ),
        new(
            "Unshuffled",
            """[PixelUnshuffle(3)][Dense(4, Activation.Tanh)]""",
            [2, 6, 3],
            (p, x) => p.Tanh("dense1", ReferenceMoves.PixelUnshuffle(x, [2, 6, 3], 3))
        ),
        new("GatedUnits", """[Dense(10)][Glu][Dense(2)]""", [3], (p, x) => p.Dense("dense2", Gated(p.Dense("dense1", x), [10], 0))),
        new("GatedChannels", """[Glu(0)][Dense(2)]""", [4, 3, 3], (p, x) => p.Dense("dense1", Gated(x, [4, 3, 3], 0))),
        new("GatedLast", """[Glu][Dense(2)]""", [3, 2, 6], (p, x) => p.Dense("dense1", Gated(x, [3, 2, 6], 2))),
        new(
            "MeanOverFirst",
            """[MeanOver(0)][Dense(3)]""",
            [5, 3, 7],
            (p, x) => p.Dense("dense1", ReferenceMoves.Reduce(x, [5, 3, 7], 0, values => values.Average()))
        ),
        new(
            "MeanOverMiddle",
            """[Dense(60, Activation.Tanh)][Reshape(3, 4, 5)][MeanOver(1, KeepAxis = true)][Flatten][Dense(3)]""",
            [4],
            (p, x) => p.Dense("dense2", ReferenceMoves.Reduce(p.Tanh("dense1", x), [3, 4, 5], 1, values => values.Average()))
        ),
        new(
            "SumOverLast",
            """[SumOver(-1)][Dense(3)]""",
            [2, 3, 37],
            (p, x) => p.Dense("dense1", ReferenceMoves.Reduce(x, [2, 3, 37], 2, values => values.Sum()))
        ),
        new("SumOfAll", """[Dense(21, Activation.Tanh)][SumOver(0)]""", [4], (p, x) => [p.Tanh("dense1", x).Sum()]),
        new(
            "MaxOverMiddle",
            """[MaxOver(1)][Dense(3)]""",
            [3, 4, 5],
            (p, x) => p.Dense("dense1", ReferenceMoves.Reduce(x, [3, 4, 5], 1, values => values.Max()))
        ),
        new(
            "MaxOverLast",
            """[Dense(18, Activation.Tanh)][Reshape(2, 9)][MaxOver(-1)]""",
            [4],
            (p, x) => ReferenceMoves.Reduce(p.Tanh("dense1", x), [2, 9], 1, values => values.Max())
        ),
        new(
            "SummedUpFirst",
            """[CumulativeSum(0)][Dense(3)]""",
            [4, 3, 7],
            (p, x) => p.Dense("dense1", ReferenceMoves.Scan(x, [4, 3, 7], 0, (a, b) => a + b))
        ),
        new(
            "SummedUpMiddle",
            """[Dense(60, Activation.Tanh)][Reshape(2, 5, 6)][CumulativeSum(-2)][Scale(Bias = false)]""",
            [4],
            (p, x) => Multiply(p["scale1.weight"], ReferenceMoves.Scan(p.Tanh("dense1", x), [2, 5, 6], 1, (a, b) => a + b))
        ),
        new(
            "SummedUpLast",
            """[CumulativeSum(-1)][Dense(3, Activation.Tanh)]""",
            [5, 4],
            (p, x) => p.Tanh("dense1", ReferenceMoves.Scan(x, [5, 4], 1, (a, b) => a + b))
        ),
        new(
            "SubtractedTwice",
            """[Dense(6, Activation.Tanh)][Dense(6)][Subtract("dense1", "dense2", "dense1")][Subtract("dense2")]""",
            [3],
            (p, x) => p.Dense("dense2", p.Tanh("dense1", x)) is var b ? [.. b.Select(value => -2 * value)] : x
        ),
        new(
            "PReluOfChannels",
            """[PRelu(Slopes = ParameterSharing.PerChannel)][Dense(2)]""",
            [3, 5, 2],
            (p, x) => p.Dense("dense1", [.. x.Select((value, index) => value > 0 ? value : p["p_relu1.weight"][index / 10] * value)])
        ),
        new(
            "PReluOfOne",
            """[Dense(19, Activation.Tanh)][PRelu][Dense(2)]""",
            [4],
            (p, x) => p.Dense("dense2", [.. p.Tanh("dense1", x).Select(value => value > 0 ? value : p["p_relu1.weight"][0] * value)])
        ),
    ];

    private static double[] Gated(double[] x, int[] shape, int axis) =>
        Multiply(
            ReferenceMoves.Slice(x, shape, axis, 0, shape[axis] / 2),
            Array.ConvertAll(ReferenceMoves.Slice(x, shape, axis, shape[axis] / 2, shape[axis]), ReferenceActivations.Sigmoid)
        );
}
