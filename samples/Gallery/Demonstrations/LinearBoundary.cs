using System.Globalization;
using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>A binary classifier: 2 inputs, 4 hidden units, the probability of class 1.</summary>
[Model]
[Input(2)]
[Dense(4, Activation.Relu)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class BinaryClassifier;

/// <summary>A binary classifier on points of either side of a line.</summary>
internal static class LinearBoundary
{
    public static void Run(Report report)
    {
        Dataset train = Points(1000, seed: 42),
            test = Points(1000, seed: 43);
        var model = new BinaryClassifier(seed: 42);
        var trainer = new Trainer<BinaryClassifier>(model, new Adam(learningRate: 0.01f))
        {
            BatchSize = 32,
            Epochs = 50,
            Seed = 42,
        };
        TrainingHistory history = trainer.Fit(train, test);

        report.Section("A binary classifier with a linear boundary");
        report.Text(
            "Normally distributed points belong to class 1 where `x + y > 0`. 2-4-1 with ReLU and sigmoid, binary cross-entropy, "
                + "Adam with a learning rate of 0.01, "
                + "50 epochs of 1,000 samples in batches of 32."
        );
        report.Picture("boundary-training", "Training of the binary classifier", TrainingHistoryPlot.Create(history, "Learning x + y > 0"));
        report.Picture(
            "boundary",
            "The learned boundary",
            DecisionBoundaryPlot.Create(
                model,
                test.Slice(0, 250),
                "Learned boundary, 250 held-out points",
                classNames: ["x + y ≤ 0", "x + y > 0"]
            ),
            width: 640
        );
        report.Lines(
            $"(0.5, -0.3) -> {Numbers.Of(model.Predict([0.5f, -0.3f]))}",
            $"(1.0,  0.8) -> {Numbers.Of(model.Predict([1f, 0.8f]))}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"accuracy on 1,000 held-out points: {100 * Evaluator.Evaluate(model, test).Accuracy:F2} %"
            )
        );
    }

    private static Dataset Points(int count, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] inputs = new float[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = random.NextNormal();
            inputs[(2 * i) + 1] = random.NextNormal();
            classes[i] = inputs[2 * i] + inputs[(2 * i) + 1] > 0 ? 1 : 0;
        }

        return Dataset.Wrap(inputs, 2, classes, 2);
    }
}
