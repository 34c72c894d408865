using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>A function of one number, which no sample teaches: its gradient comes from an equation.</summary>
[Model]
[Input(1)]
[Dense(32, Activation.Tanh)]
[Dense(32, Activation.Tanh)]
[Dense(1)]
[Initialize(Initialization.PyTorch)]
[Loss(Loss.OutputGradient)]
public sealed partial class DrivenDecayModel;

/// <summary>
/// A network that solves the differential equation <c>u' + u = cos 2x</c> with <c>u(0) = 0</c> on [0, 6], after Raissi, Perdikaris and
/// Karniadakis, "Physics-informed neural networks", 2019. The slope in the residual is a difference of two outputs, so that its gradient by
/// them is plain; in the end the residual is measured with the exact slope, the gradient by the input.
/// </summary>
internal static class PhysicsInformed
{
    private const int Points = 60,
        Steps = 4000;

    private const float End = 6,
        Half = 0.01f,
        StartWeight = 10;

    public static void Run(Report report)
    {
        var model = new DrivenDecayModel(seed: 1) { MaxDegreeOfParallelism = 1 };
        (double loss, double first) = Solve(model);
        float[] x = [.. Enumerable.Range(0, 601).Select(i => End * i / 600)],
            u = model.Predict(x),
            slopes = Slopes(model, x);
        double error = x.Zip(u, (at, value) => Math.Abs(value - Exact(at))).Max(),
            residual = x.Select((at, i) => Math.Abs(slopes[i] + u[i] - Math.Cos(2 * at))).Max();
        report.Section("A differential equation");
        report.Text(
            "The network is given no solution, only the equation `u' + u = cos 2x` with `u(0) = 0`: the objective is the mean square of "
                + "what is left over at 60 points. The exact solution is `(cos 2x + 2 sin 2x - exp(-x)) / 5`."
        );
        report.Picture(
            "physics-informed",
            "What the network made of the equation, and the exact solution",
            FunctionPlot.Create(
                "u' + u = cos 2x",
                "x",
                "u",
                0,
                End,
                ("network", value => model.Predict([(float)value])[0]),
                ("exact", Exact)
            ),
            width: 700,
            height: 400
        );
        report.Table(
            ["objective at first", "in the end", "largest error", "largest residual, by the gradient by the input"],
            [
                [Numbers.Difference(first), Numbers.Difference(loss), Numbers.Difference(error), Numbers.Difference(residual)],
            ]
        );
    }

    private static (double Loss, double First) Solve(DrivenDecayModel model)
    {
        // The start, and for each point its two neighbours and itself.
        float[] inputs = new float[1 + (3 * Points)];
        for (int point = 0; point < Points; point++)
        {
            float at = End * point / (Points - 1);
            (inputs[(3 * point) + 1], inputs[(3 * point) + 2], inputs[(3 * point) + 3]) = (at - Half, at, at + Half);
        }

        var optimizer = new Adam();
        var schedule = new CosineDecay(peakRate: 1e-2);
        Span<float> gradient = model.CreateGradient().Span;
        double first = 0,
            loss = 0;
        for (int step = 0; step < Steps; step++)
        {
            loss = model.Gradient(inputs, inputs, Residuals, gradient);
            first = step == 0 ? loss : first;
            optimizer.LearningRate = schedule.Rate(new TrainingPosition(step, Steps, 1));
            optimizer.Step(model, gradient);
        }

        return (loss, first);
    }

    /// <summary>The mean square of what is left over of the equation, and its gradient by the outputs.</summary>
    private static float Residuals(ReadOnlySpan<float> outputs, Span<float> outputGradients, float[] inputs)
    {
        double sum = StartWeight * outputs[0] * outputs[0];
        outputGradients[0] = 2 * StartWeight * outputs[0];
        for (int row = 1; row < outputs.Length; row += 3)
        {
            float slope = (outputs[row + 2] - outputs[row]) / (2 * Half),
                residual = slope + outputs[row + 1] - MathF.Cos(2 * inputs[row + 1]);
            sum += residual * residual / Points;
            float part = 2 * residual / Points;
            outputGradients[row] = -part / (2 * Half);
            outputGradients[row + 1] = part;
            outputGradients[row + 2] = part / (2 * Half);
        }

        return (float)sum;
    }

    /// <summary>The slope at each point: the gradient of the sum of all outputs by the inputs.</summary>
    private static float[] Slopes(DrivenDecayModel model, float[] x)
    {
        float[] slopes = new float[x.Length];
        model.Gradient(x, static (_, outputGradients) => Filled(outputGradients), model.CreateGradient().Span, slopes);
        return slopes;

        static float Filled(Span<float> outputGradients)
        {
            outputGradients.Fill(1);
            return 0;
        }
    }

    private static double Exact(double x) => (Math.Cos(2 * x) + (2 * Math.Sin(2 * x)) - Math.Exp(-x)) / 5;
}
