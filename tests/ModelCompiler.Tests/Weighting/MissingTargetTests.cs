using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Weighting;

/// <summary>Two outputs, taken in parts when there are many samples.</summary>
[Model]
[Input(3)]
[Dense(60, Activation.Tanh)]
[Dense(40, Activation.Swish)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class Squares;

/// <summary>A sum over the outputs of a sample, in straight-line code.</summary>
[Model]
[Input(3)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class Halves;

/// <summary>Fused with its sigmoid.</summary>
[Model]
[Input(3)]
[Dense(2, Activation.Sigmoid)]
[Loss(Loss.BinaryCrossEntropy)]
public sealed partial class Labels;

/// <summary>Of steps, not all of which count.</summary>
[Model]
[Sequence(4, 2, HasLengths = true)]
[Gru(5)]
[Dense(2)]
[Loss(Loss.MeanAbsoluteError)]
public sealed partial class Steps;

/// <summary>Two heads, the second of which needs its whole row.</summary>
[Model]
[Input(3)]
[Dense(6, Activation.Tanh, Name = "trunk")]
[Dense(2, Name = "values")]
[Dense(3, From = "trunk", Name = "direction")]
[Output("values", Loss.MeanSquaredError)]
[Output("direction", Loss.CosineSimilarity, Weight = 0.5)]
public sealed partial class TwoHeads;

/// <summary>Targets that are missing: the loss is the mean of the others, and no gradient comes from them.</summary>
public class MissingTargetTests
{
    private static readonly float s_missing = MissingTarget.Value;

    [Fact]
    public void The_mark_is_a_NaN_of_its_own()
    {
        Assert.True(float.IsNaN(s_missing));
        Assert.True(MissingTarget.Is(s_missing));
        Assert.False(MissingTarget.Is(float.NaN));
        Assert.Equal(2, MissingTarget.Count([1, s_missing, float.NaN, s_missing]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(300)]
    public void The_loss_is_the_mean_of_the_targets_that_are_there(int samples)
    {
        Squares model = new(3);
        (float[] inputs, float[] targets) = Batch(samples * 3, samples * 2);
        for (int i = 0; i < targets.Length; i++)
            if (i % 5 is 1 or 2)
                targets[i] = s_missing;
        float[] outputs = model.Predict(inputs);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < targets.Length; i++)
            if (!float.IsNaN(targets[i]))
            {
                sum += ((double)outputs[i] - targets[i]) * ((double)outputs[i] - targets[i]);
                count++;
            }

        float[] gradient = new float[Squares.Description.ParameterBufferLength],
            inputGradient = new float[inputs.Length];
        float loss = model.Gradient(inputs, targets, gradient, inputGradient);
        Assert.Equal(sum / count, loss, 1e-5 * (sum / count));
        Assert.Equal(loss, ((IModel<Squares>)model).Loss(inputs, targets.AsSpan(), default));
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));

        // A target that is the prediction itself has no gradient either: the rest is a matter of the number it is divided by.
        float[] filled = [.. targets.Select((target, i) => float.IsNaN(target) ? outputs[i] : target)],
            expected = new float[gradient.Length];
        model.Gradient(inputs, filled, expected);
        float largest = expected.Max(MathF.Abs) * targets.Length / count;
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(expected[i] * targets.Length / count, gradient[i], 1e-5f * largest);
    }

    [Fact]
    public void A_sample_without_targets_counts_as_absent()
    {
        Absent<Halves>(3, 2);
        Absent<Labels>(3, 2);
        Absent<Squares>(3, 2);
    }

    [Fact]
    public void Steps_of_sequences()
    {
        Steps model = new(2);
        float[] inputs = [.. Enumerable.Range(0, 18).Select(i => i % 9 == 8 ? 3 - (i / 9) : MathF.Sin(i))],
            targets = [.. Enumerable.Range(0, 16).Select(i => MathF.Cos(i))];
        targets[1] = targets[7] = targets[9] = s_missing;
        float[] outputs = model.Predict(inputs);
        int[] there = [0, 2, 3, 4, 5, 8, 10, 11];
        double expected = there.Average(i => Math.Abs((double)outputs[i] - targets[i]));
        Assert.Equal(expected, ((IModel<Steps>)model).Loss(inputs, targets.AsSpan(), default), 1e-6);
        Assert.Equal(expected, model.Gradient(inputs, targets, new float[Steps.Description.ParameterBufferLength]), 1e-6);
    }

    [Fact]
    public void Weights_and_missing_targets_together()
    {
        Squares model = new(3);
        (float[] inputs, float[] targets) = Batch(9, 6);
        targets[1] = s_missing;
        float[] outputs = model.Predict(inputs),
            weights = [3, 0.5f, 0];
        double Error(int i) => ((double)outputs[i] - targets[i]) * ((double)outputs[i] - targets[i]);
        double expected = ((3 * Error(0)) + (0.5 * (Error(2) + Error(3)))) / 4;
        float[] gradient = new float[Squares.Description.ParameterBufferLength];
        Assert.Equal(expected, model.Gradient(inputs, targets, gradient, weights: weights), 1e-6);
    }

    [Fact]
    public void A_batch_without_targets_has_no_loss_and_no_gradient()
    {
        Squares model = new(3);
        float[] gradient = [.. Enumerable.Repeat(1f, Squares.Description.ParameterBufferLength)],
            inputGradient = new float[6];
        float loss = model.Gradient(new float[6], [s_missing, s_missing, s_missing, s_missing], gradient, inputGradient);
        Assert.Equal(0, loss);
        Assert.All(gradient, value => Assert.Equal(0, value));
        Assert.All(inputGradient, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Heads_miss_theirs_apart_and_a_loss_of_rows_needs_all()
    {
        TwoHeads model = new(1);
        (float[] inputs, float[] targets) = Batch(6, 10);
        targets[0] = s_missing;
        float[] outputs = model.Predict(inputs),
            losses = new float[2];
        ((IModel<TwoHeads>)model).HeadLosses(inputs, targets, losses, default);
        double Error(int i) => ((double)outputs[i] - targets[i]) * ((double)outputs[i] - targets[i]);
        Assert.Equal((Error(1) + Error(5) + Error(6)) / 3, losses[0], 1e-6);
        targets[4] = s_missing;
        string message = Assert
            .Throws<ArgumentException>(() =>
                model.Gradient(inputs, targets.AsSpan(), new float[TwoHeads.Description.ParameterBufferLength])
            )
            .Message;
        Assert.StartsWith(
            "Target 4 of sample 0 is missing, but CosineSimilarity needs all targets of a sample",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Masks_of_datasets()
    {
        Dataset data = Dataset.ForTargets([1, 2, 3], 1, [1, float.NaN, 3], 1, [true, false, true]);
        Assert.True(data.HasMissingTargets);
        Assert.True(MissingTarget.Is(data.Target(1)[0]));
        Dataset plain = Dataset.ForTargets([1, 2, 3], 1, [1, 2, 3], 1).WithWeights([1, 2, 3]);
        Assert.False(plain.HasMissingTargets);
        Dataset masked = plain.WithTargetMask([false, true, true]);
        Assert.Equal([1f, 2, 3], masked.Weights.ToArray());
        Assert.True(MissingTarget.Is(masked.Target(0)[0]));
        Assert.Equal(2, masked.Target(1)[0]);
        Assert.Throws<ArgumentException>(() => plain.WithTargetMask([true]));
        Assert.Contains(
            "covers all targets",
            Assert.Throws<ArgumentException>(() => plain.WithTargetMask([false, false, false])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Dataset.ForTargets([1, 2, 3], 1, [1, float.NaN, 3], 1, [true, true, false]));
        Assert.Throws<InvalidOperationException>(() => Dataset.ForClasses([1, 2], 1, [0, 1], 2).WithTargetMask([true, true]));
    }

    [Fact]
    public void Training_and_evaluation_leave_them_out()
    {
        // What is missing would spoil the line if it counted.
        float[] x = [.. Enumerable.Range(0, 90).Select(i => MathF.Sin(i * 1.7f))],
            y = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 1 ? 1000 : 0.5f * x[i / 2 * 3])];
        Dataset data = Dataset.ForTargets(x, 3, y, 2, [.. Enumerable.Range(0, 60).Select(i => i % 3 != 1)]);
        Squares model = new(1);
        var trainer = new Trainer<Squares>(model, new Adam(0.01f)) { Epochs = 60, BatchSize = 7 };
        TrainingHistory history = trainer.Fit(data, data);
        Evaluation evaluation = Evaluator.Evaluate(model, data);
        Assert.True(evaluation.Loss < 0.01, $"{evaluation.Loss}");
        Assert.Equal(evaluation.Loss!.Value, evaluation.RootMeanSquaredError!.Value * evaluation.RootMeanSquaredError.Value, 1e-6);
        Assert.True(evaluation.RSquared > 0.9);
        Assert.All(evaluation.Outputs, output => Assert.True(output.RSquared > 0.9));
        Assert.Equal(evaluation.Loss.Value, history.Epochs[^1].ValidationLoss!.Value, 1e-6);
        Standardizer standardizer = Standardizer.FitTargets(data);
        Dataset standardized = standardizer.TransformTargets(data);
        Assert.True(MissingTarget.Is(standardized.Target(0)[1]));
        Assert.True(Math.Abs(standardizer.Means[0]) < 1);
    }

    /// <summary>Compares a batch whose second sample has no targets with the batch without it.</summary>
    private static void Absent<TModel>(int inputSize, int targetSize)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(5);
        (float[] inputs, float[] targets) = Batch(3 * inputSize, 3 * targetSize);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = targets[i] > 0 ? 1 : 0;
        float[] gradient = new float[TModel.Description.ParameterBufferLength],
            expected = new float[gradient.Length];
        float expectedLoss = model.Gradient(
            (float[])[.. inputs[..inputSize], .. inputs[(2 * inputSize)..]],
            (float[])[.. targets[..targetSize], .. targets[(2 * targetSize)..]],
            expected
        );
        targets.AsSpan(targetSize, targetSize).Fill(s_missing);
        float loss = model.Gradient(inputs, targets.AsSpan(), gradient);
        Assert.Equal(expectedLoss, loss, 1e-6f);
        float largest = expected.Max(MathF.Abs);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(expected[i], gradient[i], 1e-6f * largest);
    }

    private static (float[] Inputs, float[] Targets) Batch(int inputs, int targets)
    {
        var random = new Random(3);
        float Next() => (float)((2 * random.NextDouble()) - 1);
        return ([.. Enumerable.Range(0, inputs).Select(_ => Next())], [.. Enumerable.Range(0, targets).Select(_ => Next())]);
    }
}
