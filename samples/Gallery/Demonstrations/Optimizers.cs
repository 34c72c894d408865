using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>One weight <c>w</c>: with the input 1 and the target 0 the loss is <c>w^2</c> and its gradient <c>2 w</c>.</summary>
[Model]
[Input(1)]
[Dense(1, Name = "Only", Bias = false)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ParabolaModel;

/// <summary>Gradient descent, momentum and Adam on x².</summary>
internal static class Optimizers
{
    public static void Run(Report report)
    {
        Examples example = Examples.Group("optimizers_on_x_squared");
        (OptimizerPath Path, string Name)[] runs =
        [
            (Descend("gradient descent", new Sgd(learningRate: 0.1f)), "gradient_descent"),
            (Descend("momentum 0.9", new Sgd(learningRate: 0.1f, momentum: 0.9f)), "momentum_0.9"),
            (Descend("Adam", new Adam(learningRate: 0.1f)), "adam"),
        ];

        report.Section("Gradient descent, momentum and Adam on x²");
        report.Text(
            "The model is one weight without a bias; with input 1 and target 0 its mean squared error is x². All start at 5 with "
                + "a learning rate of 0.1 and make 20 steps."
        );
        report.Picture(
            "optimizers",
            "Paths on x² and convergence",
            OptimizerPathPlot.Create(x => x * x, [.. runs.Select(run => run.Path)], "x²"),
            width: 800,
            height: 400
        );
        report.Table(
            ["optimizer", "x after 20 steps", "x²", "largest difference on the path"],
            runs.Select(run =>
            {
                float end = (float)run.Path.Positions[^1];
                IEnumerable<float> positions = run.Path.Positions.Select(position => (float)position);
                return new[]
                {
                    run.Path.Name,
                    Numbers.Of(end),
                    Numbers.Of(end * end),
                    Numbers.Difference(Numbers.LargestDifference(positions, example[run.Name])),
                };
            })
        );
    }

    private static OptimizerPath Descend(string name, Optimizer optimizer)
    {
        var model = new ParabolaModel();
        model.Only.Weight[0] = 5;
        Span<float> gradient = model.CreateGradient().Span;
        var positions = new List<double> { 5 };
        for (int step = 0; step < 20; step++)
        {
            model.Gradient([1f], [0f], gradient);
            optimizer.Step(model.Parameters, gradient);
            positions.Add(model.Only.Weight[0]);
        }

        return new OptimizerPath(name, positions);
    }
}
