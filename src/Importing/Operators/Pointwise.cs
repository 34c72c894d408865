using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>The operators of one element of each input, each one a row.</summary>
internal static class Pointwise
{
    private const string AnActivation = "`[Activation(Activation.{0})]`, or the `Activation` of the layer before",
        OfAComposite = "part of an activation or a norm that is written out";

    public static IEnumerable<Operator> All =>
        [
            Activation("Relu", "Relu", (_, x) => Math.Max(0, x)),
            Activation("Sigmoid", "Sigmoid", (_, x) => Functions.Sigmoid(x)),
            Activation("Tanh", "Tanh", (_, x) => Math.Tanh(x)),
            Activation("LeakyRelu", "LeakyRelu", (node, x) => x >= 0 ? x : node.Number("alpha", 0.01) * x),
            Activation("Elu", "Elu", (node, x) => x >= 0 ? x : node.Number("alpha", 1) * (Math.Exp(x) - 1)),
            Activation("Celu", "Celu", (node, x) => Celu(node.Number("alpha", 1), x)),
            Activation("Selu", "Selu", Selu),
            Activation("Gelu", "Gelu", (node, x) => node.Text("approximate", "none") == "tanh" ? Functions.GeluTanh(x) : Functions.Gelu(x)),
            Activation("Mish", "Mish", (_, x) => x * Math.Tanh(Functions.Softplus(x))),
            Activation("Softplus", "Softplus", (_, x) => Functions.Softplus(x)),
            Activation("Softsign", "Softsign", (_, x) => x / (1 + Math.Abs(x))),
            Activation("HardSwish", "HardSwish", (_, x) => x * Math.Clamp((x / 6) + 0.5, 0, 1)),
            Activation("HardSigmoid", "HardSigmoid", HardSigmoid),
            Activation("Swish", "Swish", (node, x) => x * Functions.Sigmoid(node.Number("alpha", 1) * x)),
            Activation("Exp", "Exponential", (_, x) => Math.Exp(x)),
            new PointwiseOperator(
                "ThresholdedRelu",
                string.Format(null, AnActivation, "Threshold"),
                (node, x) => x[0] > node.Number("alpha", 1) ? x[0] : 0,
                exact: node => new Composite("Threshold", [("Threshold", node.Number("alpha", 1)), ("ThresholdValue", 0)], [])
            ),
            new PointwiseOperator(
                "Shrink",
                string.Format(null, AnActivation, "HardShrink") + ", or `SoftShrink`",
                (node, x) => Shrink(node, x[0]),
                exact: ShrinkOf
            ),
            new PointwiseOperator("Clip", string.Format(null, AnActivation, "Clip"), Clip),
            new PointwiseOperator("Neg", "`[Scale]` by -1", (_, x) => -x[0]),
            Part("Abs", (_, x) => Math.Abs(x[0])),
            Part("Sqrt", (_, x) => Math.Sqrt(x[0])),
            Part("Erf", (_, x) => Functions.Erf(x[0])),
            Part("Log", (_, x) => Math.Log(x[0])),
            Part("Reciprocal", (_, x) => 1 / x[0]),
            Part("Sign", (_, x) => Math.Sign(x[0])),
            Part("Floor", (_, x) => Math.Floor(x[0])),
            Part("Ceil", (_, x) => Math.Ceiling(x[0])),
            Part("Round", (_, x) => Math.Round(x[0], MidpointRounding.ToEven)),
            Part("Sin", (_, x) => Math.Sin(x[0])),
            Part("Cos", (_, x) => Math.Cos(x[0])),
            Part("Atan", (_, x) => Math.Atan(x[0])),
            Part("Pow", (_, x) => Math.Pow(x[0], x[1])),
            Part("Mod", (node, x) => node.Integer("fmod", 0) == 1 ? x[0] % x[1] : x[0] - (x[1] * Math.Floor(x[0] / x[1]))),
            Truth("Not", x => x[0] == 0),
            Truth("And", x => x[0] != 0 && x[1] != 0),
            Truth("Or", x => x[0] != 0 || x[1] != 0),
            Truth("Xor", x => (x[0] != 0) != (x[1] != 0)),
            Truth("Equal", x => x[0] == x[1]),
            Truth("Greater", x => x[0] > x[1]),
            Truth("GreaterOrEqual", x => x[0] >= x[1]),
            Truth("Less", x => x[0] < x[1]),
            Truth("LessOrEqual", x => x[0] <= x[1]),
            Part("Where", (_, x) => x[0] != 0 ? x[1] : x[2]),
        ];

    private static PointwiseOperator Activation(string name, string activation, Func<NetworkNode, double, double> function) =>
        new(name, string.Format(null, AnActivation, activation), (node, x) => function(node, x[0]));

    private static PointwiseOperator Part(string name, Func<NetworkNode, double[], double> function) => new(name, OfAComposite, function);

    private static PointwiseOperator Truth(string name, Func<double[], bool> holds) =>
        new(name, OfAComposite, (_, x) => holds(x) ? 1 : 0, isTruth: true);

    private static double Celu(double alpha, double x) => Math.Max(0, x) + Math.Min(0, alpha * (Math.Exp(x / alpha) - 1));

    private static double Selu(NetworkNode node, double x)
    {
        double alpha = node.Number("alpha", 1.67326319217681884765625),
            gamma = node.Number("gamma", 1.05070102214813232421875);
        return gamma * (x > 0 ? x : alpha * (Math.Exp(x) - 1));
    }

    private static double HardSigmoid(NetworkNode node, double x) =>
        Math.Clamp((node.Number("alpha", 0.2) * x) + node.Number("beta", 0.5), 0, 1);

    private static double Shrink(NetworkNode node, double x)
    {
        double reach = node.Number("lambd", 0.5),
            bias = node.Number("bias", 0);
        return x < -reach ? x + bias
            : x > reach ? x - bias
            : 0;
    }

    private static Composite? ShrinkOf(NetworkNode node)
    {
        double reach = node.Number("lambd", 0.5),
            bias = node.Number("bias", 0);
        return bias == 0 ? new Composite("HardShrink", [("Alpha", reach)], [])
            : bias == reach ? new Composite("SoftShrink", [("Alpha", reach)], [])
            : throw new Refusal($"it shrinks by {bias} what is beyond {reach}", "bias must be 0 or lambd");
    }

    // Bounds are attributes below version 11, then inputs of which either may be left out.
    private static double Clip(NetworkNode node, double[] x)
    {
        double least = node.Number("min", double.NegativeInfinity),
            most = node.Number("max", double.PositiveInfinity);
        if (x.Length == 3)
            (least, most) = (x[1], x[2]);
        else if (x.Length == 2 && node.HasInput(1))
            least = x[1];
        else if (x.Length == 2)
            most = x[1];
        return Math.Min(most, Math.Max(least, x[0]));
    }
}
