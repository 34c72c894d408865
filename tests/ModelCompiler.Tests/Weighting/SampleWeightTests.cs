using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Weighting;

/// <summary>
/// Weights of samples: 2 counts as the sample twice, 0 as no sample, whatever the loss and the layers; and gradients with respect to the
/// outputs that come from outside.
/// </summary>
public class SampleWeightTests
{
    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["Squared"] = "[Input(5)][Dense(7, Activation.Tanh)][Dense(3)][Loss(Loss.MeanSquaredError)]",
        ["Halved"] = "[Input(5)][Dense(40, Activation.Relu)][Dense(19, Activation.Tanh)][Loss(Loss.HalfSquaredError)]",
        ["Classes"] = "[Input(5)][Dense(9, Activation.Relu)][Dense(4, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)]",
        ["Binary"] = "[Input(5)][Dense(33, Activation.Swish)][Dense(2, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)]",
        ["Smoothed"] = "[Input(5)][Dense(4, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy, LabelSmoothing = 0.1)]",
        ["Positive"] = "[Input(5)][Dense(2, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy, PositiveWeight = 3)]",
        ["Focal"] = "[Input(5)][Dense(33, Activation.Swish)][Dense(19, Activation.Sigmoid)][Loss(Loss.BinaryFocal, Gamma = 1.5)]",
        ["SmoothedSteps"] =
            "[Sequence(4, 3)][Lstm(5)][Dense(3, Activation.Softmax)][Loss(Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.2)]",
        ["Gaussian"] =
            "[Input(5)][Dense(6, Name = \"means\")][Dense(6, Activation.Softplus, From = \"input\", Name = \"variances\")]"
            + "[Concat(\"means\", \"variances\")][Loss(Loss.GaussianNegativeLogLikelihood)]",
        ["Cosine"] = "[Input(5)][Dense(9, Activation.Tanh)][Dense(19)][Loss(Loss.CosineSimilarity)]",
        ["Image"] = "[Input(1, 5, 5)][Conv2D(4, 3, Activation.Tanh)][Flatten][Dense(3)][Loss(Loss.Huber)]",
        ["Pixels"] = "[Input(2, 3, 4)][Conv2D(3, 1)][Softmax(Axis = 0)][Loss(Loss.SparseCategoricalCrossEntropy)]",
        ["Steps"] = "[Sequence(4, 3)][Lstm(5)][Dense(3, Activation.Softmax)][Loss(Loss.SparseCategoricalCrossEntropy)]",
        ["Labels"] =
            "[Sequence(4, 3)][Lstm(5)][Dense(19, Activation.Softmax)]"
            + "[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 3, ZeroInfinity = true)]",
        ["Lengths"] = "[Sequence(4, 3, HasLengths = true)][Gru(5)][Dense(2)][Loss(Loss.MeanSquaredError)]",
    };

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "weights",
            () =>
                s_networks
                    .Select(network =>
                        $"/// <summary>{network.Key}.</summary>\n[Model]{network.Value}\npublic sealed partial class {network.Key};\n"
                    )
                    .Append(
                        "/// <summary>Outside.</summary>\n[Model][Input(5)][Dense(7, Activation.Tanh)][Dense(3)]"
                            + "[Loss(Loss.OutputGradient)]\npublic sealed partial class Outside;\n"
                    )
        );

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_counts_as_so_many_samples(string name)
    {
        ICompiledModel model = Models.Create(name);
        (float[][] inputs, float[][] targets) = Batch(model, 9);
        float[] weights = [1, 0, 2, 1, 3, 0, 1, 2, 1];
        int[] repeated = [.. Enumerable.Range(0, 9).SelectMany(sample => Enumerable.Repeat(sample, (int)weights[sample]))];
        float[] expected = new float[model.Description.ParameterBufferLength],
            weighted = new float[expected.Length],
            inputGradient = new float[9 * model.Description.InputSize];
        float expectedLoss = model.Gradient(Rows(inputs, repeated), Rows(targets, repeated).AsSpan(), expected),
            loss = model.Gradient(Rows(inputs), Rows(targets).AsSpan(), weighted, inputGradient, weights);
        AssertClose(expectedLoss, loss);
        AssertClose(expectedLoss, model.Loss(Rows(inputs), Rows(targets).AsSpan(), weights));
        float largest = expected.Max(MathF.Abs);
        for (int index = 0; index < expected.Length; index++)
            Assert.InRange(weighted[index] - expected[index], -3e-6f * largest, 3e-6f * largest);
        Assert.All(
            inputGradient.Chunk(model.Description.InputSize).Where((_, sample) => weights[sample] == 0),
            row => Assert.All(row, value => Assert.Equal(0f, value))
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_of_one_change_no_bit(string name)
    {
        ICompiledModel model = Models.Create(name);
        (float[][] inputs, float[][] targets) = Batch(model, 7);
        float[] plain = new float[model.Description.ParameterBufferLength],
            weighted = new float[plain.Length];
        float[] ones = [.. Enumerable.Repeat(1f, 7)];
        float first = model.Gradient(Rows(inputs), Rows(targets).AsSpan(), plain),
            second = model.Gradient(Rows(inputs), Rows(targets).AsSpan(), weighted, default, ones);
        Assert.Equal(first, second);
        Assert.Equal(Bits.Of(plain), Bits.Of(weighted));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bits_for_any_number_of_threads_and_no_allocation(string name)
    {
        ICompiledModel model = Models.Create(name);
        (float[][] inputs, float[][] targets) = Batch(model, 301);
        float[] x = Rows(inputs),
            y = Rows(targets),
            weights = [.. Enumerable.Range(0, 301).Select(sample => sample % 4 * 0.5f)],
            one = new float[model.Description.ParameterBufferLength],
            several = new float[one.Length];
        model.MaxDegreeOfParallelism = 1;
        model.Gradient(x, y.AsSpan(), one, default, weights);
        model.MaxDegreeOfParallelism = 3;
        model.Gradient(x, y.AsSpan(), several, default, weights);
        Assert.Equal(Bits.Of(one), Bits.Of(several));
        Assert.Equal(0, Allocation.Least(() => model.Gradient(x, y.AsSpan(), several, default, weights)));
    }

    [Fact]
    public void Weights_of_classes_are_those_of_PyTorch()
    {
        ICompiledModel model = Models.Create("Classes");
        (float[][] inputs, _) = Batch(model, 6);
        int[] classes = [0, 3, 1, 3, 2, 0];
        float[] ofClasses = [0.5f, 2f, 1f, 0.25f];
        float[] outputs = new float[6 * 4];
        model.Predict(Rows(inputs), outputs);

        // torch.nn.CrossEntropyLoss(weight): the sum of w[y] times the loss, divided by the sum of w[y].
        double sum = classes.Select((number, sample) => -ofClasses[number] * Math.Log(outputs[(sample * 4) + number])).Sum(),
            total = classes.Sum(number => (double)ofClasses[number]);
        float[] weights = [.. classes.Select(number => ofClasses[number])];
        Assert.InRange(model.Loss(Rows(inputs), classes.AsSpan(), weights) - (sum / total), -1e-6, 1e-6);
    }

    [Theory]
    [InlineData(float.NaN, "The weight of sample 1 is NaN, but must be a finite number of at least 0.")]
    [InlineData(-1f, "The weight of sample 1 is -1, but must be a finite number of at least 0.")]
    [InlineData(float.PositiveInfinity, "The weight of sample 1 is Infinity")]
    public void Wrong_weights_are_refused_before_anything_is_written(float weight, string message)
    {
        ICompiledModel model = Models.Create("Squared");
        (float[][] inputs, float[][] targets) = Batch(model, 2);
        float[] gradient = [.. Enumerable.Repeat(7f, model.Description.ParameterBufferLength)];
        var exception = Assert.Throws<ArgumentException>(() =>
            model.Gradient(Rows(inputs), Rows(targets).AsSpan(), gradient, default, [1f, weight])
        );
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.All(gradient, value => Assert.Equal(7f, value));
        Assert.Throws<ArgumentException>(() => model.Loss(Rows(inputs), Rows(targets).AsSpan(), [1f]));
    }

    [Fact]
    public void A_batch_in_which_nothing_counts_has_no_loss_and_no_gradient()
    {
        ICompiledModel model = Models.Create("Squared");
        (float[][] inputs, float[][] targets) = Batch(model, 2);
        float[] gradient = new float[model.Description.ParameterBufferLength];
        Assert.Equal(0f, model.Gradient(Rows(inputs), Rows(targets).AsSpan(), gradient, default, [0f, 0f]));
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void The_gradient_from_outside_is_that_of_the_loss_itself()
    {
        ICompiledModel squared = Models.Create("Squared"),
            outside = Models.Create("Outside");
        (float[][] inputs, float[][] targets) = Batch(squared, 16);
        float[] x = Rows(inputs),
            y = Rows(targets),
            outputs = new float[y.Length],
            expected = new float[squared.Description.ParameterBufferLength],
            gradient = new float[expected.Length],
            expectedInput = new float[x.Length],
            inputGradient = new float[x.Length];
        squared.Gradient(x, y.AsSpan(), expected, expectedInput);
        outside.Predict(x, outputs);

        // The derivative of the mean squared error, in the arithmetic of the compiled loss: 16 samples of 3 outputs.
        float scale = (float)(1.0 / 48.0);
        float[] outputGradient = [.. outputs.Zip(y, (p, t) => 2f * (p - t) * scale)];
        outside.Gradient(x, outputGradient.AsSpan(), gradient, inputGradient);
        Assert.Equal(Bits.Of(expected), Bits.Of(gradient));
        Assert.Equal(Bits.Of(expectedInput), Bits.Of(inputGradient));
    }

    private static void AssertClose(float expected, float actual) =>
        Assert.InRange(actual - expected, -2e-6f * MathF.Max(1, MathF.Abs(expected)), 2e-6f * MathF.Max(1, MathF.Abs(expected)));

    private static (float[][] Inputs, float[][] Targets) Batch(ICompiledModel model, int samples)
    {
        var random = new Random(samples);
        ModelDescription description = model.Description;
        int classes = description.OutputSize / description.TargetSize;
        bool hasLengths = description.InputSize == 13;
        float[][] inputs = [.. Enumerable.Range(0, samples).Select(_ => Row(description.InputSize))];
        if (hasLengths)
            foreach (float[] row in inputs)
                row[^1] = random.Next(1, 5);
        bool areProbabilities = description.Loss is Loss.CategoricalCrossEntropy or Loss.BinaryCrossEntropy or Loss.BinaryFocal;
        return (
            inputs,
            [
                .. Enumerable
                    .Range(0, samples)
                    .Select(_ =>
                        description.Loss == Loss.SparseCategoricalCrossEntropy
                            ?
                            [
                                .. Enumerable
                                    .Range(0, description.TargetSize)
                                    .Select(_ => (float)(random.Next(4) == 0 ? ClassTargets.Ignored : random.Next(classes))),
                            ]
                        : description.Loss == Loss.ConnectionistTemporalClassification
                            ? LabelSequences.Rows(
                                [
                                    [.. Enumerable.Range(0, random.Next(4)).Select(_ => 1 + random.Next(3))],
                                ],
                                3
                            )
                        : areProbabilities ? Array.ConvertAll(Row(description.TargetSize), value => (value + 1) / 2)
                        : Row(description.TargetSize)
                    ),
            ]
        );

        float[] Row(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static float[] Rows(float[][] rows) => [.. rows.SelectMany(row => row)];

    private static float[] Rows(float[][] rows, int[] samples) => [.. samples.SelectMany(sample => rows[sample])];
}
