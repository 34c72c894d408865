using ModelCompiler.Tests.Harness;
using static ModelCompiler.Tests.Branches.DoubleParameters;

namespace ModelCompiler.Tests.Branches;

/// <summary>Networks with branches. A new one is one more row: gradients, equal bits and vector widths are then tested.</summary>
internal static class DeclaredNetworks
{
    public static IReadOnlyList<DeclaredNetwork> All { get; } =
    [
        .. Axes.AxisNetworks.Networks,
        .. Recurrent.RecurrentNetworks.Networks,
        .. MovedNetworks.All,
        .. Tokens.TokenNetworks.All,
        .. Functions.FunctionNetworks.All,
        new(
            "Residual",
            """[Dense(8, Activation.Tanh, Name = "h")][Dense(5, Activation.Tanh)][Dense(8)][Add("h")][Dense(2)]""",
            [3],
            (p, x) => p.Tanh("h", x) is var h ? p.Dense("dense4", Add(p.Dense("dense3", p.Tanh("dense2", h)), h)) : x
        ),
        new(
            "SkipFromInput",
            """[Dense(17, Activation.Tanh)][Dense(17)][Add("input")]""",
            [17],
            (p, x) => Add(p.Dense("dense2", p.Tanh("dense1", x)), x)
        ),
        new("InputTwice", """[Add("input", "input", "Input")]""", [5], (_, x) => Add(x, Add(x, x))),
        new(
            "Gated",
            """[Dense(33, Activation.Sigmoid, Name = "gate")][Dense(33, Activation.Tanh, From = "input", Name = "value")][Multiply("gate", "value")][Dense(1)]""",
            [4],
            (p, x) => p.Dense("dense3", Multiply(p.Sigmoid("gate", x), p.Tanh("value", x)))
        ),
        new(
            "Square",
            """[Dense(6, Activation.Tanh)][Multiply("dense1")][Multiply("dense1")]""",
            [7],
            (p, x) => p.Tanh("dense1", x) is var h ? Multiply(Multiply(h, h), h) : x
        ),
        new("SquareOfInput", """[Multiply("input")][Dense(3)]""", [5], (p, x) => p.Dense("dense1", Multiply(x, x))),
        new(
            "ConcatOdd",
            """[Dense(3, Activation.Tanh, Name = "a")][Dense(5, Activation.Sigmoid, From = "input", Name = "b")][Concat("b", "input", "a")][Dense(9, Activation.Tanh)][Concat("a")]""",
            [4],
            (p, x) => p.Tanh("a", x) is var a ? [.. p.Tanh("dense3", [.. p.Sigmoid("b", x), .. x, .. a]), .. a] : x
        ),
        new(
            "ConcatWide",
            """[Dense(70, Activation.Tanh, Name = "a")][Dense(40, Activation.Tanh)][Concat("a", "dense2", "a")][Dense(2)]""",
            [6],
            (p, x) => p.Tanh("a", x) is var a ? p.Dense("dense3", [.. a, .. p.Tanh("dense2", a), .. a]) : x
        ),
        new(
            "SoftmaxGate",
            """[Dense(6, Activation.Softmax, Name = "attention")][Dense(6, From = "input", Name = "value")][Multiply("attention")][Dense(6, Name = "last")][Add("attention", "last", "value")]""",
            [4],
            (p, x) =>
                Softmax(p.Dense("attention", x)) is var s && p.Dense("value", x) is var v
                    ? Add(Add(s, p.Dense("last", Multiply(v, s))), v)
                    : x
        ),
        new(
            "SoftmaxOfShared",
            """[Dense(5, Activation.Tanh)][Activation(Activation.Softmax)][Add("dense1", "activation1")][Dense(2)]""",
            [3],
            (p, x) => p.Tanh("dense1", x) is var h ? p.Dense("dense2", Add(h, Softmax(h))) : x
        ),
        new(
            "TwoSoftmaxes",
            """[Dense(4)][Activation(Activation.Softmax, Name = "a")][Dense(4, Activation.Softmax, From = "input", Name = "b")][Add("a", "b")]""",
            [3],
            (p, x) => Add(Softmax(p.Dense("dense1", x)), Softmax(p.Dense("b", x)))
        ),
        new(
            "LinearTwice",
            """[Dense(4)][Dense(4, From = "input")][Add("dense1", "dense2")][Multiply("dense1")]""",
            [3],
            (p, x) => Multiply(Add(p.Dense("dense1", x), p.Dense("dense2", x)), p.Dense("dense1", x))
        ),
        new(
            "Reshaped",
            """[Reshape(2, 6)][Dense(12, Activation.Tanh)][Reshape(3, 2, 2)][Add("reshape2")][Flatten][Dense(3)]""",
            [3, 4],
            (p, x) => p.Tanh("dense1", x) is var h ? p.Dense("dense2", Add(h, h)) : x
        ),
        new(
            "ReshapedChannels",
            """[Reshape(6)][Concat("reshape1", "reshape1")][Reshape(4, 3)][Concat("input")]""",
            [2, 3],
            (_, x) => [.. x, .. x, .. x]
        ),
        new(
            "SoftmaxOfReshaped",
            """[Dense(6, Activation.Tanh)][Reshape(2, 3, Name = "r")][Activation(Activation.Softmax)][Multiply("r")]""",
            [3],
            (p, x) => p.Tanh("dense1", x) is var h ? Multiply(Softmax(h), h) : x
        ),
        new(
            "LayerNormOfInput",
            """[LayerNorm][Dense(3)]""",
            [5],
            (p, x) => p.Dense("dense1", p.Norm("layer_norm1", x, 1e-5, isCentered: true))
        ),
        new(
            "LayerNormWide",
            """[Dense(67, Activation.Sigmoid)][LayerNorm(Epsilon = 0.1f, Name = "ln")][Activation(Activation.Tanh)][Dense(2)]""",
            [4],
            (p, x) => p.Dense("dense2", Array.ConvertAll(p.Norm("ln", p.Sigmoid("dense1", x), (double)0.1f, isCentered: true), Math.Tanh))
        ),
        new(
            "LayerNormImage",
            """[LayerNorm][LayerNorm]""",
            [2, 3, 4],
            (p, x) => p.Norm("layer_norm2", p.Norm("layer_norm1", x, 1e-5, isCentered: true), 1e-5, isCentered: true)
        ),
        new(
            "RmsNormOfInput",
            """[RmsNorm][Dense(3)]""",
            [7],
            (p, x) => p.Dense("dense1", p.Norm("rms_norm1", x, Math.Pow(2, -23), isCentered: false))
        ),
        new(
            "RmsNormResidual",
            """[RmsNorm][Dense(33, Activation.Tanh)][Add("input")][RmsNorm(Epsilon = 0.01f)]""",
            [33],
            (p, x) =>
                p.Norm(
                    "rms_norm2",
                    Add(p.Tanh("dense1", p.Norm("rms_norm1", x, Math.Pow(2, -23), isCentered: false)), x),
                    (double)0.01f,
                    isCentered: false
                )
        ),
        new(
            "PoolAlone",
            """[MaxPool1D(2)]""",
            [2, 4],
            (_, x) => [Math.Max(x[0], x[1]), Math.Max(x[2], x[3]), Math.Max(x[4], x[5]), Math.Max(x[6], x[7])]
        ),
        new(
            "ImagePoolAlone",
            """[AvgPool2D(2)]""",
            [1, 2, 4],
            (_, x) => [(x[0] + x[1] + x[4] + x[5]) / 4, (x[2] + x[3] + x[6] + x[7]) / 4]
        ),
        new("GlobalPoolAlone", """[GlobalAvgPool]""", [2, 3], (_, x) => [(x[0] + x[1] + x[2]) / 3, (x[3] + x[4] + x[5]) / 3]),
        new("PaddedAlone", """[ZeroPad(1)]""", [1, 2], (_, x) => [0, .. x, 0]),
        new(
            "ScaleOfDense",
            """[Dense(6)][Scale][Dense(3, Activation.Tanh, Bias = false)][Scale(Bias = false)]""",
            [4],
            (p, x) =>
                Multiply(
                    p["scale2.weight"],
                    Array.ConvertAll(
                        p.Dense("dense2", Add(Multiply(p["scale1.weight"], p.Dense("dense1", x)), p["scale1.bias"])),
                        Math.Tanh
                    )
                )
        ),
        new("ScaleOfInput", """[Scale]""", [3, 7], (p, x) => Add(Multiply(p["scale1.weight"], x), p["scale1.bias"])),
        new("StandardizeOfInput", """[Standardize][Dense(3)]""", [5], (p, x) => p.Dense("dense1", p.Standardized("standardize1", x))),
        new(
            "StandardizeWide",
            """[Standardize][Dense(67, Activation.Tanh)][Standardize(Name = "middle")][Dense(33)]""",
            [40],
            (p, x) => p.Dense("dense2", p.Standardized("middle", p.Tanh("dense1", p.Standardized("standardize1", x))))
        ),
        new(
            "StandardizeResidual",
            """[Dense(4, Activation.Tanh)][Standardize][Add("dense1")]""",
            [3],
            (p, x) => p.Tanh("dense1", x) is var h ? Add(h, p.Standardized("standardize1", h)) : x
        ),
        new(
            "StandardizeImage",
            """[Standardize][Scale(Bias = false)]""",
            [2, 3, 4],
            (p, x) => Multiply(p["scale1.weight"], p.Standardized("standardize1", x))
        ),
        new(
            "PReluOfDense",
            """[Dense(19)][PRelu(Slopes = ParameterSharing.PerValue)][Dense(2)]""",
            [4],
            (p, x) =>
                p.Dense("dense2", [.. p.Dense("dense1", x).Zip(p["p_relu1.weight"], (value, slope) => value > 0 ? value : slope * value)])
        ),
        new(
            "PReluShared",
            """[Dense(8, Activation.Tanh)][PRelu(InitialSlope = 0, Slopes = ParameterSharing.PerChannel)][Add("dense1")]""",
            [3],
            (p, x) =>
                p.Tanh("dense1", x) is var h
                    ? Add(h, [.. h.Zip(p["p_relu1.weight"], (value, slope) => value > 0 ? value : slope * value)])
                    : x
        ),
    ];

    /// <summary><see cref="All"/>, compiled.</summary>
    public static ModelAssembly Models => ModelAssembly.Of("declared", () => All.Select(network => network.Declaration));

    /// <summary><see cref="Noisy"/>, compiled.</summary>
    public static ModelAssembly NoisyModels => ModelAssembly.Of("noisy", () => Noisy.Select(network => network.Declaration));

    /// <summary>Networks with noise: without it, as they predict.</summary>
    public static IReadOnlyList<DeclaredNetwork> Noisy { get; } =
    [
        new(
            "DroppedHidden",
            """[Dense(7, Activation.Tanh)][Dropout(0.4f)][Dense(2)]""",
            [3],
            (p, x) => p.Dense("dense2", p.Tanh("dense1", x))
        ),
        new(
            "DroppedInputAndBranch",
            """[Dropout(0.25f)][Dense(18, Activation.Sigmoid)][Dropout(0.5f)][Add("dense1")]""",
            [5],
            (p, x) => p.Sigmoid("dense1", x) is var h ? Add(h, h) : x
        ),
        new(
            "DroppedBetweenStates",
            """[Rnn(3, Layers = 2, Dropout = 0.4)][Dense(2)]""",
            [4, 3],
            (p, x) =>
                Axes.AxisMath.Dense(
                    (new Recurrent.RecurrentMath("Rnn", 3) { Layers = 2 }).Of(p, "rnn1", x, 3),
                    p["dense1.weight"],
                    p["dense1.bias"],
                    3
                )
        )
        {
            Input = "Sequence(4, 3)",
        },
        new(
            "DroppedState",
            """[Lstm(5, RecurrentDropout = 0.4)][Dense(2)]""",
            [4, 3],
            (p, x) =>
                Axes.AxisMath.Dense(new Recurrent.RecurrentMath("Lstm", 5).Of(p, "lstm1", x, 3), p["dense1.weight"], p["dense1.bias"], 5)
        )
        {
            Input = "Sequence(4, 3)",
        },
        new(
            "NoisyInput",
            """[GaussianNoise(0.3f)][Dense(9, Activation.Tanh)][GaussianNoise(0.1f)][Dense(2)]""",
            [6],
            (p, x) => p.Dense("dense2", p.Tanh("dense1", x))
        ),
    ];

    public static DeclaredNetwork Find(string name) => All.Single(network => network.Name == name);
}
