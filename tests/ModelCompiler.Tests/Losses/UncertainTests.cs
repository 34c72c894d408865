namespace ModelCompiler.Tests.Losses;

/// <summary>A mean and a variance.</summary>
[Model]
[Input(1)]
[Dense(16, Activation.Tanh, Name = "trunk")]
[Dense(2, Name = "means")]
[Dense(2, Activation.Softplus, From = "trunk", Name = "variances")]
[Concat("means", "variances")]
[Loss(Loss.GaussianNegativeLogLikelihood)]
public sealed partial class Uncertain;

/// <summary>A model with half as many targets as outputs, from data to metrics.</summary>
public class UncertainTests
{
    private const int Count = 400;

    [Fact]
    public void Means_and_variances_are_learned_and_the_means_are_measured()
    {
        Dataset data = Noisy();
        Uncertain model = new(1);
        new Trainer<Uncertain>(model, new Adam(0.01)) { Epochs = 150, BatchSize = 40 }.Fit(data);
        Evaluation evaluation = Evaluator.Evaluate(model, data);
        float[] outputs = model.Predict(data.Inputs);
        double[] errors = [.. Enumerable.Range(0, 2 * Count).Select(i => (double)outputs[(i / 2 * 4) + (i % 2)] - data.Targets[i])],
            variances = [.. Enumerable.Range(0, 2 * Count).Select(i => (double)outputs[(i / 2 * 4) + 2 + (i % 2)])];
        Assert.Equal(errors.Average(Math.Abs), evaluation.MeanAbsoluteError!.Value, 1e-6);
        Assert.Equal(Math.Sqrt(errors.Average(error => error * error)), evaluation.RootMeanSquaredError!.Value, 1e-6);
        Assert.Equal(
            errors.Zip(variances, (error, variance) => 0.5 * (Math.Log(variance) + (error * error / variance))).Average(),
            evaluation.Loss!.Value,
            1e-5
        );

        // The noise of the first target has a deviation of 0.1, that of the second one of 0.5.
        Assert.InRange(Math.Sqrt(variances.Where((_, i) => i % 2 == 0).Average()), 0.07, 0.15);
        Assert.InRange(Math.Sqrt(variances.Where((_, i) => i % 2 == 1).Average()), 0.4, 0.6);
    }

    [Fact]
    public void Targets_of_another_number_are_refused()
    {
        Dataset data = Dataset.ForTargets(new float[3], 1, new float[12], 4);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(new Uncertain(1), data));
        Assert.Contains("Uncertain takes 2 targets per sample, but the ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, Uncertain.Description.TargetSize);
    }

    private static Dataset Noisy()
    {
        var random = new Random(2);
        float[] inputs = [.. Enumerable.Range(0, Count).Select(_ => (random.NextSingle() * 4) - 2)];
        float[] targets = [.. inputs.SelectMany(x => (float[])[MathF.Sin(x) + (0.1f * Normal()), x + (0.5f * Normal())])];
        return Dataset.ForTargets(inputs, 1, targets, 2);

        float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
    }
}
