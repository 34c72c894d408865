using System.Globalization;
using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>The textbook network for images of 28 × 28 pixels: 30 hidden units, 10 outputs, all sigmoid.</summary>
[Model]
[Input(784)]
[Dense(30, Activation.Sigmoid, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Dense(10, Activation.Sigmoid, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class DigitModel;

/// <summary>Training in the shape of MNIST: on random numbers, which a network can only learn by heart, or on the real images.</summary>
internal static class Digits
{
    private const int BatchSize = 10;
    private const float LearningRate = 3f;

    public static void Run(Report report, string? dataFolder)
    {
        RandomImages(report);
        if (dataFolder is not null)
            RealImages(report, dataFolder);
    }

    private static void RandomImages(Report report)
    {
        const int Samples = 100;
        var random = new RandomSequence(42);
        float[] pixels = new float[Samples * DigitModel.InputSize];
        foreach (ref float pixel in pixels.AsSpan())
            pixel = random.NextNormal();
        int[] digits = new int[Samples];
        foreach (ref int digit in digits.AsSpan())
            digit = random.NextInt(DigitModel.OutputSize);
        Dataset train = Dataset.Wrap(pixels, DigitModel.InputSize, digits, DigitModel.OutputSize);

        var model = new DigitModel(seed: 42);
        TrainingHistory history = new Trainer<DigitModel>(model, new Sgd(LearningRate))
        {
            BatchSize = BatchSize,
            Epochs = 10,
            Seed = 42,
            MeasureTrainingAccuracy = true,
        }.Fit(train);

        report.Section("Training in the shape of MNIST");
        report.Text(
            "784-30-10, sigmoid, half squared error, gradient descent with a learning rate of 3, batches of 10. First on 100 "
                + "samples of random numbers with random classes, "
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"for 10 epochs: there is nothing to understand in them, only to learn by heart. It knows "
                        + $"{100 * history.Epochs[^1].TrainingAccuracy:F0} of them in the end; guessing would get 10."
                )
        );
        report.Picture(
            "random-digits",
            "Training on random numbers",
            TrainingHistoryPlot.Create(history, "Learning random numbers by heart")
        );
    }

    private static void RealImages(Report report, string dataFolder)
    {
        (Dataset train, Dataset test) = MnistFiles.Load(dataFolder);
        var model = new DigitModel(seed: 42);
        TrainingHistory history = new Trainer<DigitModel>(model, new Sgd(LearningRate))
        {
            BatchSize = BatchSize,
            Epochs = 10,
            Seed = 42,
        }.Fit(train, test);
        ConfusionMatrix matrix = Evaluator.ConfusionMatrix(model, test);

        report.Text(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The same network on MNIST, 10 epochs: {100 * matrix.Accuracy:F2} % of the 10,000 test images."
            )
        );
        report.Picture("digits-training", "Training on MNIST", TrainingHistoryPlot.Create(history, "Learning MNIST"));
        report.Picture("digits", "Confusion matrix on MNIST", ConfusionMatrixPlot.Create(matrix), width: 700, height: 600);
        report.Lines(matrix.ToTable().TrimEnd());
    }
}
