using System.Globalization;
using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>Two hidden layers: enough to follow the arms.</summary>
[Model]
[Input(2)]
[Dense(32, Activation.Tanh)]
[Dense(32, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class SpiralModel;

/// <summary>No hidden layer: its boundary is a straight line.</summary>
[Model]
[Input(2)]
[Dense(1, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class LinearModel;

/// <summary>Two spirals: what depth is good for.</summary>
internal static class TwoSpirals
{
    private const int Epochs = 200;

    public static void Run(Report report)
    {
        (Dataset train, Dataset test) = Data();
        var linear = new LinearModel(seed: 1);
        var deep = new SpiralModel(seed: 1);
        Fit(linear, train, test);
        TrainingHistory history = Fit(deep, train, test);
        double linearAccuracy = Evaluator.Evaluate(linear, test).Accuracy!.Value,
            deepAccuracy = Evaluator.Evaluate(deep, test).Accuracy!.Value;

        Dataset shown = test.Slice(0, 150);
        report.Section("Two spirals: deep and linear");
        report.Text(
            "Radius `2θ` plus noise of standard deviation 0.5, one class shifted outwards by π; 1,000 points to learn from, 1,000 "
                + "others to be measured on, of which the pictures show 150."
        );
        report.Picture(
            "spirals",
            "A linear and a deep model on two spirals",
            Figure.Beside(
                DecisionBoundaryPlot.Create(linear, shown, Title("Linear model", linearAccuracy)),
                DecisionBoundaryPlot.Create(deep, shown, Title("Two hidden layers", deepAccuracy))
            ),
            width: 800,
            height: 400
        );
        report.Table(
            ["model", "parameters", "accuracy on held-out points"],
            [Row("linear", LinearModel.ParameterCount, linearAccuracy), Row("2-32-32-1", SpiralModel.ParameterCount, deepAccuracy)]
        );
        report.Picture("training", "Training on two spirals", TrainingHistoryPlot.Create(history, "Learning two spirals"), height: 500);
    }

    /// <summary>
    /// 1,000 points to learn from and 1,000 others, brought to mean 0 and standard deviation 1 by the numbers of the first.
    /// </summary>
    public static (Dataset Train, Dataset Test) Data()
    {
        Dataset train = Spirals(pointsOfClass: 500, seed: 42),
            test = Spirals(pointsOfClass: 500, seed: 43);
        Standardizer standardizer = Standardizer.Fit(train);
        return (standardizer.Transform(train), standardizer.Transform(test));
    }

    private static TrainingHistory Fit<TModel>(TModel model, Dataset train, Dataset test)
        where TModel : class, IModel<TModel> =>
        new Trainer<TModel>(model, new Adam())
        {
            BatchSize = 32,
            Epochs = Epochs,
            Seed = 1,
            Schedule = new OneCycle(maximumRate: 0.005f),
            MeasureTrainingAccuracy = true,
        }.Fit(train, test);

    private static Dataset Spirals(int pointsOfClass, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] inputs = new float[4 * pointsOfClass];
        int[] classes = new int[2 * pointsOfClass];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = i % 2;
            double angle = Math.Sqrt(random.NextUniform()) * 2 * Math.PI;
            double radius = (2 * angle) + (0.5 * random.NextNormal()) + (classes[i] * Math.PI);
            inputs[2 * i] = (float)(Math.Cos(angle) * radius);
            inputs[(2 * i) + 1] = (float)(Math.Sin(angle) * radius);
        }

        return Dataset.Wrap(inputs, 2, classes, 2);
    }

    private static string Title(string name, double accuracy) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: {100 * accuracy:F1} % right");

    private static string[] Row(string name, int parameters, double accuracy) =>
        [name, parameters.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{100 * accuracy:F1} %")];
}
