using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Branches.DoubleParameters;

namespace ModelCompiler.Tests.Functions;

/// <summary>Networks with activations and losses of one's own, and the same written again in double precision.</summary>
internal static class FunctionNetworks
{
    /// <summary>The activations that learn nothing, in double precision.</summary>
    public static IReadOnlyDictionary<string, Func<double, double>> Plain { get; } =
        new Dictionary<string, Func<double, double>>
        {
            ["Swish"] = x => x / (1 + Math.Exp(-x)),
            ["Rational"] = x => x * (1 + (x / 2)) / (1 + Math.Abs(x) + (x * x / 4)),
            ["Gaussian"] = x => Math.Exp(-(x * x)),
            ["Sinc"] = x => x == 0 ? 1 : Math.Sin(3 * x) / (3 * x),
            ["Spline"] = x =>
                x < -1 ? -1 - (0.1 * (x + 1))
                : x < 0 ? x * (1 + ((Math.Exp(x) - 1) * Math.Log(1 + (x * x))))
                : x >= 2 ? 2 + Math.Log(x - 1)
                : x,
            ["Arc"] = x => Math.Atan(2 * x) + Math.Cos(x) - (0.75 * x) - 0.25,
            ["Root"] = x => Math.Sqrt(1 + Math.Pow(Math.Abs(x) + 0.1, 1.7)) * Math.Log2(2 + (x * x)),
            ["Triangle"] = x => Math.Abs((2 * x) - (2 * Math.Floor(x + 0.5))) + Math.Clamp(x, -0.5, 0.75),
        };

    /// <summary>The losses of an element, in double precision.</summary>
    public static IReadOnlyDictionary<string, Func<double, double, double>> Losses { get; } =
        new Dictionary<string, Func<double, double, double>>
        {
            ["Pinball"] = (p, t) => Math.Max(0.8 * (t - p), 0.2 * (p - t)),
            ["Cauchy"] = (p, t) => Math.Log(1 + ((p - t) * (p - t))),
            ["Squared"] = (p, t) => (p - t) * (p - t),
            ["Asymmetric"] = (p, t) => p > t ? Math.Exp(p - t) - (p - t) - 1 : 0.5 * (p - t) * (p - t),
            ["Barrier"] = (p, t) => ((p - t) * (p - t)) + Math.Max(0, 0.1 - p),
            ["Circular"] = (p, t) => 1 - Math.Cos(p - t),
        };

    public static IReadOnlyList<DeclaredNetwork> All { get; } =
    [
        .. Plain.Select(function => new DeclaredNetwork(
            "Own" + function.Key,
            $"[Dense(19, typeof(Formulas), nameof(Formulas.{function.Key}))][Dense(3)]",
            [5],
            (p, x) => p.Dense("dense2", Array.ConvertAll(p.Dense("dense1", x), value => function.Value(value)))
        )),
        .. Losses.Select(loss => new DeclaredNetwork(
            "Own" + loss.Key,
            "[Dense(18, Activation.Tanh)][Dense(5)]",
            [4],
            (p, x) => p.Dense("dense2", p.Tanh("dense1", x))
        )
        {
            OwnLoss = loss.Key,
            Element = loss.Value,
        }),
        new("OwnCorrelated", "[Dense(18, Activation.Tanh)][Dense(19)]", [4], (p, x) => p.Dense("dense2", p.Tanh("dense1", x)))
        {
            OwnLoss = "Correlated",
            OfRow = Correlated,
        },
        new("OwnRanked", "[Dense(7, Activation.Tanh)][Dense(3)]", [4], (p, x) => p.Dense("dense2", p.Tanh("dense1", x)))
        {
            OwnLoss = "Ranked",
            OfRow = Ranked,
        },
        new(
            "OwnSnake",
            """[Dense(33, typeof(Formulas), nameof(Formulas.Snake), Name = "h", Bias = false)][Dense(2)]""",
            [3],
            (p, x) => p.Dense("dense2", Array.ConvertAll(p.Dense("h", x), value => Snake(value, p["h.a"][0])))
        ),
        new(
            "OwnAfterAConvolution",
            "[Conv2D(3, 3)][Activation(typeof(Formulas), nameof(Formulas.Bent))][Flatten][Dense(2)]",
            [1, 5, 6],
            (p, x) =>
                p.Dense(
                    "dense1",
                    [
                        .. Convolved(p, x)
                            .Select(
                                (value, index) =>
                                    value > 0
                                        ? p["activation1.up"][index / 12] * value
                                        : p["activation1.down"][index / 12] * Math.Tanh(value)
                            ),
                    ]
                )
        ),
        new(
            "OwnPerValue",
            "[Dense(9)][Activation(typeof(Formulas), nameof(Formulas.Shifted))][Dense(2)]",
            [4],
            (p, x) => p.Dense("dense2", [.. p.Dense("dense1", x).Zip(p["activation1.y"], Shifted)])
        ),
        new(
            "OwnFrozen",
            "[Dense(9, typeof(Formulas), nameof(Formulas.Gaussian), Trainable = false)][Dense(1, typeof(Formulas), nameof(Formulas.Arc))]",
            [3],
            (p, x) =>
                Array.ConvertAll(
                    p.Dense("dense2", Array.ConvertAll(p.Dense("dense1", x), value => Plain["Gaussian"](value))),
                    value => Plain["Arc"](value)
                )
        ),
    ];

    private static double Correlated(double[] p, double[] t)
    {
        double meanP = p.Average(),
            meanT = t.Average();
        return 1
            - (
                p.Zip(t, (a, b) => (a - meanP) * (b - meanT)).Average()
                / Math.Sqrt((p.Average(a => (a - meanP) * (a - meanP)) + 0.5) * (t.Average(b => (b - meanT) * (b - meanT)) + 0.5))
            );
    }

    private static double Ranked(double[] p, double[] t)
    {
        double ofP = Math.Log(p.Sum(Math.Exp)),
            ofT = t.Sum(Math.Exp);
        return (0.5 * p.Max()) - p.Zip(t, (a, b) => Math.Exp(b) / ofT * (a - ofP)).Sum() - p.Zip(t, (a, b) => a * b).Min();
    }

    private static double Snake(double x, double a) => x + (Math.Pow(Math.Sin(a * x), 2) / (a + (a < 0 ? -0.5 : 0.5)));

    private static double Shifted(double x, double y) => Math.Log(1 + Math.Exp(x - y)) - (y * Reference.ReferenceActivations.Erf(x));

    // A window of 3 x 3 over 5 lines of 6.
    private static double[] Convolved(DoubleParameters p, double[] x)
    {
        double[] result = new double[3 * 3 * 4];
        for (int place = 0; place < result.Length; place++)
        {
            (int channel, int position) = Math.DivRem(place, 12);
            (int line, int column) = Math.DivRem(position, 4);
            result[place] = p["conv2d1.bias"][channel];
            for (int tap = 0; tap < 9; tap++)
                result[place] += p["conv2d1.weight"][(channel * 9) + tap] * x[((line + (tap / 3)) * 6) + column + (tap % 3)];
        }

        return result;
    }
}
