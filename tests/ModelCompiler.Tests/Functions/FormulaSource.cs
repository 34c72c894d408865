using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Tests.Functions;

/// <summary>Formulas as users write them, compiled together with every group of networks.</summary>
internal static class FormulaSource
{
    public const string Text = """
        /// <summary>Activations and losses of the tests.</summary>
        internal static class Formulas
        {
            private const float Half = 0.5f;

            [ScalarFunction]
            internal static float Swish(float x) => checked((x * ScalarMath.Sigmoid(x)));

            [ScalarFunction]
            internal static float Correlated(Row p, Row t) =>
                1 - (Row.Mean(Centred(p) * Centred(t))
                    / MathF.Sqrt((Row.Mean(Row.Pow(Centred(p), 2)) + Half) * (Row.Mean(Row.Pow(Centred(t), 2)) + Half)));

            [ScalarFunction]
            internal static Row Centred(Row x) => x - Row.Mean(x);

            [ScalarFunction]
            internal static float Ranked(Row p, Row t) => (0.5f * Row.Max(p)) - Row.Sum(Row.Softmax(t) * Row.LogSoftmax(p)) - Row.Min(p * t);

            [ScalarFunction]
            internal static float Snake(float x, [Learned(1f)] float a) =>
                x + (MathF.Pow(MathF.Sin(a * x), 2) / (a + (a < 0 ? -0.5f : 0.5f)));

            [ScalarFunction]
            internal static float Rational(float x) => (x * (1 + (Half * x))) / (1 + MathF.Abs(x) + (0.25f * x * x));

            [ScalarFunction]
            internal static float Gaussian(float x) => MathF.Exp(-x * x);

            [ScalarFunction]
            internal static float Sinc(float x) => x == 0 ? 1 : MathF.Sin(3 * x) / (3 * x);

            [ScalarFunction]
            internal static float Spline(float value) =>
                value < -1 ? -1 - (0.1f * (value + 1))
                : value < 0 && !(value == -0.25f) ? value * (1 + Bump(value))
                : value >= 2 || value > 3 ? 2 + MathF.Log(value - 1)
                : value;

            [ScalarFunction]
            internal static float Bump(float x) => float.ExpM1(x) * float.LogP1(x * x);

            [ScalarFunction]
            internal static float Arc(float x) => MathF.Atan(2 * x) + MathF.Cos(x) - float.Lerp(x, 1f, 0.25f);

            [ScalarFunction]
            internal static float Root(float x) => MathF.Sqrt(1 + MathF.Pow(MathF.Abs(x) + 0.1f, 1.7f)) * MathF.Log2(2 + (x * x));

            [ScalarFunction]
            internal static float Triangle(float x) => MathF.Abs((2 * x) - (2 * MathF.Floor(x + Half))) + Math.Clamp(x, -Half, 0.75f);

            [ScalarFunction]
            internal static float Bent(
                float x,
                [Learned(0.5f, ParameterSharing.PerChannel)] float up,
                [Learned(0.1f, ParameterSharing.PerChannel)] float down
            ) => x > 0 ? up * x : down * MathF.Tanh(x);

            [ScalarFunction]
            internal static float Shifted(float x, [Learned(0.25f, ParameterSharing.PerValue)] float y) =>
                ScalarMath.Softplus(x - y) - (y * ScalarMath.Erf(x));

            [ScalarFunction]
            internal static float Pinball(float prediction, float target) =>
                MathF.Max(0.8f * (target - prediction), -0.2f * (target - prediction));

            [ScalarFunction]
            internal static float Cauchy(float p, float t) => MathF.Log(1 + ((p - t) * (p - t)));

            [ScalarFunction]
            internal static float Squared(float p, float t) => (p - t) * (p - t);

            [ScalarFunction]
            internal static float Asymmetric(float p, float t) => p > t ? MathF.Exp(p - t) - (p - t) - 1 : Half * Squared(p, t);

            [ScalarFunction]
            internal static float Barrier(float p, float t) => Squared(p, t) + MathF.Max(0f, 0.1f - p);

            [ScalarFunction]
            internal static float Circular(float p, float t) => 1 - MathF.Cos(p - t);
        }
        """;

    /// <summary>The formulas in the namespace of the networks.</summary>
    public static SyntaxTree Tree(string name, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText($"using System;\nusing ModelCompiler;\nnamespace {name};\n{Text}", options, "Formulas.cs");
}
