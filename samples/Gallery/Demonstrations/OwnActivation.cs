using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>Functions that the compiler reads, differentiates and makes vector code of.</summary>
public static class Formulas
{
    /// <summary>The identity with waves on it (Ziyin et al., "Neural networks fail to learn periodic functions", 2020).</summary>
    [ScalarFunction]
    public static float Snake(float x, [Learned(2f)] float a) => x + (MathF.Pow(MathF.Sin(a * x), 2) / a);
}

/// <summary>An activation of one's own: a weight of 1 and the function above.</summary>
[Model]
[Input(1)]
[Dense(1, typeof(Formulas), nameof(Formulas.Snake), Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class SnakeModel;

/// <summary>An activation of one's own and its derivative, which nobody wrote.</summary>
internal static class OwnActivation
{
    public static void Run(Report report)
    {
        SnakeModel.SelfCheck();
        ActivationCurve curve = ActivationCurve.Of("Snake, a = 2", new SnakeModel());
        report.Section("An activation of one's own");
        report.Text("Snake is a method of this sample, `x + sin²(a x) / a` with a learned `a`; the compiler derives `1 + sin(2 a x)`.");
        report.Picture("own-activation", "Snake and its derivative", ActivationPlot.Create([curve]), width: 700, height: 400);
        report.Text($"Largest differences from the formulas in double precision, at {curve.Inputs.Count} points:");
        report.Table(
            ["value", "derivative"],
            [
                [
                    Difference(curve, curve.Outputs, x => x + (Math.Pow(Math.Sin(2 * x), 2) / 2)),
                    Difference(curve, curve.Derivatives, x => 1 + Math.Sin(4 * x)),
                ],
            ]
        );
    }

    private static string Difference(ActivationCurve curve, IReadOnlyList<double> values, Func<double, double> expected) =>
        Numbers.Difference(curve.Inputs.Zip(values, (x, value) => Math.Abs(value - expected(x))).Max());
}
