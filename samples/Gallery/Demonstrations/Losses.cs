using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>The output is the input, under the mean squared error.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Linear, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class SquaredErrorModel;

/// <summary>The output is the input, under the mean absolute error.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Linear, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.MeanAbsoluteError)]
public sealed partial class AbsoluteErrorModel;

/// <summary>The output is the input, under the Huber loss.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Linear, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.Huber, Delta = 0.25f)]
public sealed partial class HuberModel;

/// <summary>The output is the sigmoid of the input, under binary cross-entropy.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Sigmoid, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class BinaryCrossEntropyModel;

/// <summary>The outputs are the softmax of the inputs, under categorical cross-entropy.</summary>
[Model]
[Input(3)]
[Dense(3, Activation.Softmax, Name = "Output", Bias = false)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class CategoricalCrossEntropyModel;

/// <summary>Losses of given predictions, and what each thinks of an error.</summary>
internal static class Losses
{
    public static void Run(Report report)
    {
        report.Section("Losses");
        report.Text(
            "The models have weights of 1, so that their outputs are their inputs, or the sigmoid or softmax of them: the inputs "
                + "are chosen to give the predictions of the example."
        );
        report.Table(
            ["example", "loss", "largest difference", "gradient", "largest difference"],
            [.. Binary("binary"), .. Binary("binary_derivatives"), Classes("multiclass"), Classes("multiclass_4")]
        );
        report.Text(
            "The gradients are those with respect to the predictions; for categorical cross-entropy, with respect to the values "
                + "before the softmax."
        );
        report.Picture("losses", "Four losses of a prediction whose target is 1", Curves());
    }

    private static IEnumerable<string[]> Binary(string group)
    {
        Examples example = Examples.Group("losses", group);
        float[] predictions = example.Floats("p"),
            targets = example.Floats("y");
        bool derivatives = group == "binary_derivatives";
        (float loss, float[] gradient) = Measure(new SquaredErrorModel(), predictions, targets);
        yield return Row(
            $"mean squared error of {predictions.Length}",
            loss,
            example["mse"][0],
            gradient,
            derivatives ? example["dmse"] : null
        );
        if (!derivatives)
            yield return Row(
                $"mean absolute error of {predictions.Length}",
                Measure(new AbsoluteErrorModel(), predictions, targets).Loss,
                example["mae"][0],
                [],
                null
            );

        (loss, gradient) = Measure(new BinaryCrossEntropyModel(), [.. predictions.Select(p => Logit(p))], targets);
        gradient = [.. gradient.Zip(predictions, (value, p) => value / (p * (1 - p)))]; // the chain rule, back through the sigmoid
        yield return Row(
            $"binary cross-entropy of {predictions.Length}",
            loss,
            example["bce"][0],
            gradient,
            derivatives ? example["dbce"] : null
        );
    }

    private static string[] Classes(string group)
    {
        Examples example = Examples.Group("losses", group);
        float[] logits = [.. example.Floats("p").Select(p => MathF.Log(p))];
        int[] classes = [.. example["labels"].Select(label => (int)label)];
        var model = new CategoricalCrossEntropyModel();
        model.Output.Weight.CopyFrom([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        float[] gradient = new float[logits.Length];
        float loss = model.Gradient(logits, classes, model.CreateGradient().Span, gradient);
        bool derivatives = group == "multiclass_4";
        return Row(
            $"categorical cross-entropy of {classes.Length}",
            loss,
            example["cce"][0],
            derivatives ? gradient : [],
            derivatives ? example["d_logits_if_softmax_fused"] : null
        );
    }

    private static (float Loss, float[] Gradient) Measure<TModel>(TModel model, float[] inputs, float[] targets)
        where TModel : class, IModel<TModel>
    {
        float[] gradient = new float[inputs.Length];
        return (model.Gradient(inputs, targets, model.CreateGradient().Span, gradient), gradient);
    }

    private static string[] Row(string name, float loss, double expected, float[] gradient, double[]? expectedGradient) =>
        [
            name,
            Numbers.Of(loss),
            Numbers.Difference(Math.Abs(loss - expected)),
            expectedGradient is null ? "" : Numbers.Of(gradient),
            expectedGradient is null ? "" : Numbers.Difference(Numbers.LargestDifference(gradient, expectedGradient)),
        ];

    private static Figure Curves()
    {
        var squared = new SquaredErrorModel();
        var absolute = new AbsoluteErrorModel();
        var huber = new HuberModel();
        var entropy = new BinaryCrossEntropyModel();
        return FunctionPlot.Create(
            "Losses of a prediction whose target is 1",
            "Prediction",
            "Loss",
            from: 0.04,
            to: 0.99,
            ("binary cross-entropy", p => Measure(entropy, [Logit((float)p)], [1]).Loss),
            ("mean absolute error", p => Measure(absolute, [(float)p], [1]).Loss),
            ("mean squared error", p => Measure(squared, [(float)p], [1]).Loss),
            ("Huber, delta 0.25", p => Measure(huber, [(float)p], [1]).Loss)
        );
    }

    private static float Logit(float probability) => MathF.Log(probability / (1 - probability));
}
