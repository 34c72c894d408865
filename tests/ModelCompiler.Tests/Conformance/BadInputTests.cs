using ModelCompiler.Tests.Declared;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Wrong arguments: the exception says what is wrong and how to mend it, and nothing has been written.</summary>
public sealed class BadInputTests
{
    private readonly SoftmaxDigits _digits = new(seed: 1);
    private readonly Regression _regression = new(seed: 1);

    [Fact]
    public void Empty_batch()
    {
        CheckPrediction([], [], "inputs", "The batch is empty: give at least one sample of 13 values.");
        CheckGradient<ArgumentException>([], [], "inputs", "The batch is empty");
        Check<ArgumentException>(() => _regression.Loss([], ReadOnlySpan<float>.Empty), "inputs", "The batch is empty");
        Check<ArgumentException>(() => _digits.PredictClass([]), "input", "A sample has 784 values, but 0 were given.");
    }

    [Fact]
    public void Part_of_a_sample()
    {
        CheckPrediction(new float[20], new float[5], "inputs", "A sample has 13 values, but 20 values are not a whole number of samples.");
        CheckGradient<ArgumentException>(new float[12], new float[5], "inputs", "12 values are not a whole number of samples");
        Check<ArgumentException>(() => _digits.PredictClass(new float[785]), "input", "A sample has 784 values, but 785 were given.");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(0)]
    public void Wrong_number_of_outputs_or_targets(int length)
    {
        CheckPrediction(new float[26], Filled(length), "outputs", "2 samples have 2 × 5 outputs, but the span has " + length);
        CheckGradient<ArgumentException>(
            new float[26],
            new float[length],
            "targets",
            $"2 samples need 2 × 5 targets, but {length} were given."
        );
    }

    [Fact]
    public void Target_that_is_not_a_number()
    {
        float[] targets = new float[10];
        targets[7] = float.NaN;
        CheckGradient<ArgumentException>(new float[26], targets, "targets", "Target 2 of sample 1 is NaN");
        Check<ArgumentException>(() => _regression.Loss(new float[26], targets), "targets", "Target 2 of sample 1 is NaN");
    }

    [Theory]
    [InlineData(-1, "The class of sample 1 is -1, but the model has the classes 0 to 9.")]
    [InlineData(10, "The class of sample 1 is 10, but the model has the classes 0 to 9.")]
    public void Class_out_of_range(int label, string message)
    {
        float[] gradient = Filled(SoftmaxDigits.Description.ParameterBufferLength);
        Check<ArgumentOutOfRangeException>(() => _digits.Gradient(new float[2 * 784], [3, label], gradient), "classes", message);
        Check<ArgumentOutOfRangeException>(() => _digits.Loss(new float[2 * 784], [3, label]), "classes", message);
        Check<ArgumentException>(
            () => _digits.Gradient(new float[2 * 784], [3], gradient),
            "classes",
            "2 samples need 2 class indices, but 1 were given."
        );
        AssertUntouched(gradient);
    }

    [Fact]
    public void Classes_for_a_loss_of_values()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => _regression.Loss(new float[13], [1]));
        Assert.Contains(
            "Regression has the loss Huber, whose targets are values, not class indices: convert them to one-hot targets.",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Model_without_a_loss()
    {
        var nested = new Outer.Nested(seed: 1);
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() =>
            nested.Gradient(new float[3], new float[3], new float[16])
        );
        Assert.Contains("add [Loss(...)] to train it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_length_of_a_gradient()
    {
        float[] gradient = Filled(Regression.Description.ParameterBufferLength - 1);
        Check<ArgumentException>(
            () => _regression.Gradient(new float[13], new float[5], gradient),
            "gradient",
            "Description.ParameterBufferLength"
        );
        AssertUntouched(gradient);
        gradient = Filled(Regression.Description.ParameterBufferLength);
        Check<ArgumentException>(
            () => _regression.Gradient(new float[13], new float[5], gradient, new float[12]),
            "inputGradient",
            "as many elements as the inputs, 13, but has 12"
        );
        AssertUntouched(gradient);
    }

    [Fact]
    public void Overlapping_memory()
    {
        float[] memory = Filled(Regression.Description.ParameterBufferLength + 100);
        int length = Regression.Description.ParameterBufferLength;
        Check<ArgumentException>(() => _regression.Predict(memory.AsSpan(0, 13), memory.AsSpan(12, 5)), "outputs", "use separate memory");
        Check<ArgumentException>(
            () => _regression.Gradient(memory.AsSpan(0, 13), new float[5], memory.AsSpan(10, length)),
            "gradient",
            "overlaps inputs"
        );
        Check<ArgumentException>(
            () => _regression.Gradient(new float[13], memory.AsSpan(0, 5), memory.AsSpan(4, length)),
            "targets",
            "overlaps a gradient"
        );
        Check<ArgumentException>(
            () => _regression.Gradient(memory.AsSpan(0, 13), new float[5], new float[length], memory.AsSpan(5, 13)),
            "inputGradient",
            "use separate memory"
        );
        Check<ArgumentException>(
            () => _regression.Gradient(new float[13], new float[5], _regression.Parameters),
            "gradient",
            "overlaps parameters"
        );
        AssertUntouched(memory);

        // Neighbours do not overlap.
        _regression.Predict(memory.AsSpan(0, 13), memory.AsSpan(13, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Degree_of_parallelism(int degree)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _digits.MaxDegreeOfParallelism = degree);
        Assert.Equal(Environment.ProcessorCount, _digits.MaxDegreeOfParallelism);
    }

    private void CheckPrediction(float[] inputs, float[] outputs, string argument, string message)
    {
        float[] before = [.. outputs];
        Check<ArgumentException>(() => _regression.Predict(inputs, outputs), argument, message);
        Assert.Equal(before, outputs);
    }

    private void CheckGradient<TException>(float[] inputs, float[] targets, string argument, string message)
        where TException : ArgumentException
    {
        float[] gradient = Filled(Regression.Description.ParameterBufferLength),
            inputGradient = Filled(inputs.Length);
        Check<TException>(() => _regression.Gradient(inputs, targets, gradient, inputGradient), argument, message);
        AssertUntouched(gradient);
        AssertUntouched(inputGradient);
    }

    private static void Check<TException>(Action action, string argument, string message)
        where TException : ArgumentException
    {
        TException exception = Assert.Throws<TException>(action);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static float[] Filled(int length)
    {
        float[] memory = new float[length];
        memory.AsSpan().Fill(7);
        return memory;
    }

    private static void AssertUntouched(float[] memory) => Assert.All(memory, value => Assert.Equal(7, value));
}
