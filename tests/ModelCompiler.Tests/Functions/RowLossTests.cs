using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Functions;

/// <summary>Losses of whole rows as a user writes them.</summary>
public static class RowFormulas
{
    [ScalarFunction]
    public static float CrossEntropy(Row p, Row t) => Row.LogSumExp(p) * Row.Sum(t) - Row.Sum(p * t);

    /// <summary>One minus the cosine.</summary>
    [ScalarFunction]
    public static float Cosine(Row p, Row t) => 1 - Row.Sum(p * t) / MathF.Sqrt((Row.Sum(p * p) + 1e-12f) * (Row.Sum(t * t) + 1e-12f));

    /// <summary>The largest margin that is not kept, after Crammer and Singer.</summary>
    [ScalarFunction]
    public static float Margin(Row p, Row t) => MathF.Max(0, Row.Max(p + 1 - t) - Row.Sum(p * t));

    /// <summary>One minus the correlation: numbers of a row within numbers of a row.</summary>
    [ScalarFunction]
    public static float Correlation(Row p, Row t) =>
        1 - Row.Mean(Centred(p) * Centred(t)) / MathF.Sqrt((Row.Mean(Square(Centred(p))) + 1e-3f) * (Row.Mean(Square(Centred(t))) + 1e-3f));

    /// <summary>What a choice by the softmax costs, and an entropy bonus.</summary>
    [ScalarFunction]
    public static float ExpectedCost(Row p, Row t) => Row.Sum(Row.Softmax(p) * t) + 0.1f * Row.Sum(Row.Softmax(p) * Row.LogSoftmax(p));

    /// <summary>The squares beside the largest error.</summary>
    [ScalarFunction]
    public static float Mixed(Row p, Row t) =>
        Row.Max(Row.Abs(p - t)) > 1 ? Row.Max(Row.Abs(p - t)) : 0.5f * Row.Sum(Row.Tanh(p - t) * (p - t)) - Row.Min(-p * 0.01f);

    [ScalarFunction]
    private static Row Centred(Row x) => x - Row.Mean(x);

    [ScalarFunction]
    private static Row Square(Row x) => x * x;
}

[Model]
[Input(6)]
[Dense(5)]
[Loss(typeof(RowFormulas), nameof(RowFormulas.CrossEntropy))]
public sealed partial class OwnCrossEntropy;

[Model]
[Input(6)]
[Dense(5, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class ListedCrossEntropy;

[Model]
[Input(6)]
[Dense(40, Activation.Tanh)]
[Dense(19)]
[Loss(typeof(RowFormulas), nameof(RowFormulas.Cosine))]
public sealed partial class OwnCosine;

[Model]
[Input(6)]
[Dense(40, Activation.Tanh)]
[Dense(19)]
[Loss(Loss.CosineSimilarity)]
public sealed partial class ListedCosine;

[Model]
[Input(6)]
[Dense(8, Activation.Tanh)]
[Dense(4)]
[Loss(typeof(RowFormulas), nameof(RowFormulas.Margin))]
public sealed partial class OwnMargin;

[Model]
[Input(6)]
[Dense(33, Activation.Swish)]
[Dense(17)]
[Loss(typeof(RowFormulas), nameof(RowFormulas.Correlation))]
public sealed partial class OwnCorrelation;

[Model]
[Input(1, 5, 5)]
[Conv2D(3, 3, Activation.Tanh)]
[Loss(typeof(RowFormulas), nameof(RowFormulas.ExpectedCost))]
public sealed partial class OwnCost;

[Model]
[Input(6)]
[Dense(9, Activation.Tanh, Name = "trunk")]
[Dense(6, Name = "first")]
[Dense(2, From = "trunk", Name = "second")]
[Output("first", typeof(RowFormulas), nameof(RowFormulas.Mixed))]
[Output("second", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class OwnOfHead;

/// <summary>Losses of whole rows by a formula: values, gradients, bits, and what they are checked by.</summary>
public class RowLossTests
{
    [Fact]
    public void Cross_entropy_is_that_of_the_list() => Same<OwnCrossEntropy, ListedCrossEntropy>(isOneHot: true);

    [Fact]
    public void The_cosine_is_that_of_the_list() => Same<OwnCosine, ListedCosine>(isOneHot: false);

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        Checked<OwnCrossEntropy>();
        Checked<OwnCosine>();
        Checked<OwnMargin>();
        Checked<OwnCorrelation>();
        Checked<OwnCost>();
        Checked<OwnOfHead>();
    }

    [Fact]
    public void Values_are_those_of_the_method()
    {
        Value<OwnMargin>(RowFormulas.Margin);
        Value<OwnCorrelation>(RowFormulas.Correlation);
        Value<OwnCost>(RowFormulas.ExpectedCost);
        Value<OwnCrossEntropy>(RowFormulas.CrossEntropy);
    }

    [Fact]
    public void The_check_that_users_run_passes()
    {
        OwnCrossEntropy.SelfCheck(300);
        OwnCosine.SelfCheck(300);
        OwnMargin.SelfCheck(300);
        OwnCorrelation.SelfCheck(300);
        OwnCost.SelfCheck(300);
        OwnOfHead.SelfCheck(300);
    }

    [Fact]
    public void Threads_change_no_bit_and_nothing_is_allocated()
    {
        OwnCorrelation one = new(1) { MaxDegreeOfParallelism = 1 },
            three = new(1) { MaxDegreeOfParallelism = 3 };
        (float[] inputs, float[] targets) = Batch(OwnCorrelation.Description, 700, isOneHot: false);
        float[] first = new float[OwnCorrelation.Description.ParameterBufferLength],
            second = new float[first.Length];
        Assert.Equal(one.Gradient(inputs, targets.AsSpan(), first), three.Gradient(inputs, targets.AsSpan(), second));
        Assert.Equal(Bits.Of(first), Bits.Of(second));
        Assert.Equal(0, Allocation.Least(() => one.Gradient(inputs, targets.AsSpan(), first)));
    }

    [Fact]
    public void Weights_of_samples_count()
    {
        OwnMargin model = new(2);
        (float[] inputs, float[] targets) = Batch(OwnMargin.Description, 3, isOneHot: true);
        float[] gradient = new float[OwnMargin.Description.ParameterBufferLength],
            expected = new float[gradient.Length];
        float loss = model.Gradient(inputs, targets, gradient, weights: [2, 0, 1]),
            expectedLoss = model.Gradient(
                (float[])[.. inputs[..6], .. inputs[..6], .. inputs[12..]],
                (float[])[.. targets[..4], .. targets[..4], .. targets[8..]],
                expected
            );
        Assert.Equal(expectedLoss, loss, 1e-6f);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(expected[i], gradient[i], 1e-6f);
    }

    [Fact]
    public void Rows_compute_plainly()
    {
        Row x = new([1, -2, 3]),
            y = new([2, 2, 2]);
        Assert.Equal([3f, 0, 5], (x + y).Values.ToArray());
        Assert.Equal([0.5f, -1, 1.5f], (x / y).Values.ToArray());
        Assert.Equal([0f, 3, -2], (1 - x).Values.ToArray());
        Assert.Equal([2f, -1, 1 / 1.5f], (2 / x).Values.ToArray());
        Assert.Equal([1f, 0, 3], Row.Max(x, 0).Values.ToArray());
        Assert.Equal((2f, 2f / 3, 3f, -2f), (Row.Sum(x), Row.Mean(x), Row.Max(x), Row.Min(x)));
        Assert.Equal(1, Row.Sum(Row.Softmax(x)), 1e-6f);
        Assert.Throws<ArgumentException>(() => x + new Row([1, 2]));
        Assert.Throws<ArgumentException>(() => new Row([]));
    }

    private static void Same<TOwn, TListed>(bool isOneHot)
        where TOwn : class, IModel<TOwn>
        where TListed : class, IModel<TListed>
    {
        TOwn own = TOwn.Create(3);
        TListed listed = TListed.Create(3);
        own.Parameters.CopyTo(listed.Parameters);
        (float[] inputs, float[] targets) = Batch(TOwn.Description, 9, isOneHot);
        float[] gradient = new float[TOwn.Description.ParameterBufferLength],
            expected = new float[gradient.Length];
        float[] inputGradient = new float[inputs.Length],
            expectedInput = new float[inputs.Length];
        float loss = own.Gradient(inputs, targets.AsSpan(), gradient, inputGradient);
        Assert.Equal(listed.Gradient(inputs, targets.AsSpan(), expected, expectedInput), loss, 1e-6f);
        Close.ToLargest([.. expected.Select(value => (double)value)], gradient, 1e-5, "gradient");
        Close.ToLargest([.. expectedInput.Select(value => (double)value)], inputGradient, 1e-5, "input gradient");
    }

    private static void Checked<TModel>()
        where TModel : class, IModel<TModel> => Assert.True(GradientCheck.Run(TModel.Create(4)).Passed);

    private static void Value<TModel>(Func<Row, Row, float> method)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(5);
        int size = TModel.Description.OutputSize;
        (float[] inputs, float[] targets) = Batch(TModel.Description, 20, isOneHot: true);
        float[] outputs = new float[targets.Length];
        model.Predict(inputs, outputs);
        double expected = Enumerable
            .Range(0, 20)
            .Average(sample => (double)method(new Row(outputs.AsSpan(sample * size, size)), new Row(targets.AsSpan(sample * size, size))));
        Assert.Equal(expected, model.Loss(inputs, targets.AsSpan(), default), 2e-6 * Math.Max(1, Math.Abs(expected)));
    }

    private static (float[] Inputs, float[] Targets) Batch(ModelDescription description, int samples, bool isOneHot)
    {
        var random = new Random(8);
        float Next() => (float)((2 * random.NextDouble()) - 1);
        float[] inputs = [.. Enumerable.Range(0, samples * description.InputSize).Select(_ => Next())],
            targets = [.. Enumerable.Range(0, samples * description.TargetSize).Select(_ => Next())];
        if (isOneHot)
            for (int sample = 0; sample < samples; sample++)
            {
                Span<float> row = targets.AsSpan(sample * description.TargetSize, description.TargetSize);
                row.Clear();
                row[sample % row.Length] = 1;
            }

        return (inputs, targets);
    }
}
