namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about axes, parts of them, and the numbers of activations.</summary>
internal static class AxisCases
{
    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0141",
            "[Model][Input(2, 3)][Slice(«2», 0, 1)][Dense(1)] partial class Net;",
            "'slice1' names the axis 2, but its input of [2, 3] has the axes 0 to 1"
        ),
        new(
            "MC0141",
            "[Model][Input(4)][MeanOver(«-2»)][Dense(1)] partial class Net;",
            "names the axis -2, but its input of [4] has the axes 0"
        ),
        new("MC0141", "[Model][Input(4)][SumOver(«1»)][Dense(1)] partial class Net;", "names the axis 1"),
        new("MC0141", "[Model][Input(4)][CumulativeSum(«1»)][Dense(1)] partial class Net;", "names the axis 1"),
        new("MC0141", "[Model][Input(4)][MaxOver(«int.MaxValue»)][Dense(1)] partial class Net;", "names the axis 2147483647"),
        new("MC0141", "[Model][Input(4)][«Transpose»][Dense(1)] partial class Net;", "names the axis -2"),
        new("MC0141", "[Model][Input(4, 2)][Transpose(0, «2»)][Dense(1)] partial class Net;", "names the axis 2"),
        new("MC0141", "[Model][Input(4, 2)][Flip(«5», 0)][Dense(1)] partial class Net;", "names the axis 5"),
        new("MC0141", "[Model][Input(4, 2)][Glu(«3»)][Dense(1)] partial class Net;", "names the axis 3"),
        new("MC0141", "[Model][Input(4, 2)][Split(2, 0, «Axis = 2»)][Dense(1)] partial class Net;", "names the axis 2"),
        new(
            "MC0142",
            "[Model][Input(2, 3, 4)][«Permute(0, 1)»][Dense(1)] partial class Net;",
            "'permute1' gives the order (0, 1), but its input of [2, 3, 4] has the axes 0 to 2. Name each of them once"
        ),
        new("MC0142", "[Model][Input(2, 3)][«Permute(1, -1)»][Dense(1)] partial class Net;", "gives the order (1, -1)"),
        new("MC0142", "[Model][Input(2, 3)][«Permute(0, 2)»][Dense(1)] partial class Net;", "gives the order (0, 2)"),
        new("MC0142", "[Model][Input(2)][«Permute»][Dense(1)] partial class Net;", "gives the order ()"),
        new(
            "MC0143",
            "[Model][Input(5)][«Slice(0, 3, 3)»][Dense(1)] partial class Net;",
            "'slice1' takes the values from 3 to before 3 of an axis of 5, which are none or beyond its end"
        ),
        new("MC0143", "[Model][Input(5)][«Slice(0, 5)»][Dense(1)] partial class Net;", "from 5 to before the end of an axis of 5"),
        new("MC0143", "[Model][Input(5)][«Slice(0, 1, 6)»][Dense(1)] partial class Net;", "from 1 to before 6"),
        new("MC0143", "[Model][Input(5)][«Slice(0, -6, 2)»][Dense(1)] partial class Net;", "from -6 to before 2"),
        new("MC0014", "[Model][Input(5)][Slice(0, 1, 3, «Step = 0»)][Dense(1)] partial class Net;", "Step is 0, but must be at least 1"),
        new(
            "MC0144",
            "[Model][Input(7)][Split(«2», 0)][Dense(1)] partial class Net;",
            "'split1' divides the axis 0 of its input of [7] by 2, which leaves a rest. Choose a divisor of 7"
        ),
        new(
            "MC0144",
            "[Model][Input(6, 2, 2)][PixelShuffle(«2»)][Flatten][Dense(1)] partial class Net;",
            "divides the channels of its input of [6, 2, 2] by 4"
        ),
        new("MC0144", "[Model][Input(1, 4, 5)][PixelUnshuffle(«2»)][Flatten][Dense(1)] partial class Net;", "divides the width"),
        new("MC0144", "[Model][Input(1, 5, 4)][PixelUnshuffle(«2»)][Flatten][Dense(1)] partial class Net;", "divides the height"),
        new(
            "MC0144",
            "[Model][Input(2, 3)][«Glu»][Dense(1)] partial class Net;",
            "divides the axis 1 of its input of [2, 3] by 2, which leaves a rest. Give it an even number of values"
        ),
        new("MC0014", "[Model][Input(4)][Split(2, «2»)][Dense(1)] partial class Net;", "Part is 2, but must be from 0 to 1"),
        new("MC0014", "[Model][Input(4)][Split(«0», 0)][Dense(1)] partial class Net;", "Parts is 0, but must be at least 1"),
        new("MC0014", "[Model][Input(1, 4, 4)][PixelUnshuffle(«-2»)][Flatten][Dense(1)] partial class Net;", "Factor is -2"),
        new("MC0111", "[Model][Input(4, 4)][«PixelShuffle(2)»][Dense(1)] partial class Net;", "has the shape [4, 4]"),
        new("MC0120", "[Model][Input(2)][Dense(3, Activation.Relu)][«Subtract(\"input\")»] partial class Net;", "subtracts 'dense1'"),
        new(
            "MC0029",
            "[Model][Input(2)][«Dense(3, Activation.Threshold, Threshold = 0.1)»] partial class Net;",
            "'dense1' has the activation Threshold, which needs ThresholdValue"
        ),
        new(
            "MC0029",
            "[Model][Input(2)][«Activation(Activation.Threshold)»][Dense(1)] partial class Net;",
            "needs Threshold and ThresholdValue"
        ),
        new("MC0029", "[Model][Input(2)][«Activation(Activation.Clip)»][Dense(1)] partial class Net;", "needs Minimum, Maximum or both"),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(3, Activation.HardTanh, «Minimum = 2»)] partial class Net;",
            "Minimum is 2, but must be below Maximum, 1"
        ),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(3, Activation.Clip, Minimum = 2, «Maximum = 2»)] partial class Net;",
            "Maximum is 2, but must be above Minimum, 2"
        ),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(3, Activation.Clip, «Minimum = float.NaN»)] partial class Net;",
            "Minimum is NaN, but must be a finite number"
        ),
        new("MC0014", "[Model][Input(2)][Dense(3, Activation.Celu, «Alpha = 0»)] partial class Net;", "must be a finite number above 0"),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, Activation.HardTanh, «Alpha = 1»)] partial class Net;",
            "HardTanh takes Minimum and Maximum",
            "[Model][Input(2)][Dense(3, Activation.HardTanh)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, Activation.Relu, «Threshold = 1»)] partial class Net;",
            "Relu has no parameter",
            "[Model][Input(2)][Dense(3, Activation.Relu)] partial class Net;"
        ),
    ];
}
