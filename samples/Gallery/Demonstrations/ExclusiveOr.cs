using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>Two inputs, four hidden units, one output.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Relu)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class ExclusiveOrModel;

/// <summary>Exclusive or, with its training curve.</summary>
internal static class ExclusiveOr
{
    private static readonly (float[] Input, float[] Target)[] _table = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])];

    public static void Run(Report report)
    {
        var model = new ExclusiveOrModel(seed: 1);
        var trainer = new Trainer<ExclusiveOrModel>(model, new Adam(learningRate: 0.01f))
        {
            BatchSize = 4,
            Epochs = 100,
            Seed = 1,
        };
        TrainingHistory history = trainer.Fit(Dataset.From([.. Enumerable.Repeat(_table, 250).SelectMany(rows => rows)]));

        report.Section("Exclusive or");
        report.Text("2-4-1 with ReLU, mean squared error, Adam with a learning rate of 0.01, 100 epochs of 1,000 samples in batches of 4.");
        report.Picture(
            "xor",
            "Training loss of exclusive or, and what the model answers",
            Figure.Beside(
                TrainingHistoryPlot.Create(history, "Learning exclusive or"),
                DecisionBoundaryPlot.Create(model, Dataset.From(_table), "What the model answers", ["0", "1"])
            ),
            width: 800,
            height: 400
        );
        report.Table(
            ["input", "output", "expected"],
            _table.Select(row =>
                new[] { Numbers.Of(row.Input), Numbers.Of(MathF.Round(model.Predict(row.Input)[0], 3)), Numbers.Of(row.Target) }
            )
        );
    }
}
