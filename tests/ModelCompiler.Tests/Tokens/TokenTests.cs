using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Tokens;

/// <summary>What tokens may be, how tables start, learn and are frozen, and what is refused before anything is written.</summary>
public sealed class TokenTests
{
    private static readonly float[] s_tokens = [1, 3, 9, 0, 2, 2, 5, 3];
    private static readonly float[] s_targets = [3, 9, 0, 1, 2, ClassTargets.Ignored, 3, 4];

    [Theory]
    [InlineData(10f, "10")]
    [InlineData(-1f, "-1")]
    [InlineData(2.5f, "2.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(1e10f, "1E+10")]
    public void What_is_no_token_is_refused_before_anything_is_written(float token, string text)
    {
        var model = new NextToken(seed: 1);
        for (int place = 0; place < 8; place++)
        {
            float[] inputs = [.. s_tokens],
                outputs = Filled(2 * NextToken.OutputSize),
                gradient = Filled(NextToken.Description.ParameterBufferLength);
            inputs[place] = token;
            string message =
                $"The token of sample {place / 4}, step {place % 4}, is {text}, but the vocabulary of 10 tokens has the whole numbers "
                + "0 to 9.";
            Check(() => model.Predict(inputs, outputs), message);
            Check(() => model.Gradient(inputs, s_targets, gradient), message);
            Check(() => ((IModel<NextToken>)model).Loss(inputs, s_targets), message);
            Assert.All(outputs.Concat(gradient), value => Assert.Equal(7, value));
        }
    }

    [Fact]
    public void Tokens_among_many_are_found()
    {
        var model = new NextToken(seed: 1);
        float[] inputs = new float[4 * 50];
        model.Predict(inputs);
        for (int place = 0; place < inputs.Length; place += 7)
        {
            inputs[place] = 10;
            Check(() => model.Predict(inputs), $"The token of sample {place / 4}, step {place % 4}, is 10");
            inputs[place] = 0;
        }
    }

    [Theory]
    [InlineData(10f, "10")]
    [InlineData(-1f, "-1")]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    public void What_is_no_class_is_refused(float target, string text)
    {
        var model = new NextToken(seed: 1);
        float[] targets = [.. s_targets],
            gradient = Filled(NextToken.Description.ParameterBufferLength);
        targets[6] = target;
        string message =
            $"Target 2 of sample 1 is {text}, but the model has the classes 0 to 9, and -100 for a target that counts for nothing.";
        Check(() => model.Gradient(s_tokens, targets, gradient), message);
        if (target is 10 or -1)
            Check(() => model.Gradient(s_tokens, Array.ConvertAll(targets, number => (int)number), gradient), message);
        Check(() => model.Gradient(s_tokens, targets.AsSpan(1), gradient), "2 samples need 2 × 4 numbers of classes, but 7 were given.");
        Assert.All(gradient, value => Assert.Equal(7, value));
    }

    [Fact]
    public void Whole_numbers_are_the_same_tokens()
    {
        var model = new NextToken(seed: 1);
        int[] tokens = Array.ConvertAll(s_tokens, token => (int)token),
            classes = Array.ConvertAll(s_targets, target => (int)target);
        float[] outputs = model.Predict(s_tokens);
        Assert.Equal(outputs, model.Predict(tokens));
        Assert.Equal(outputs, model.Predict([1, 3, 9, 0, 2, 2, 5, 3]));
        float[] again = new float[outputs.Length];
        model.Predict(tokens, again);
        Assert.Equal(outputs, again);
        Assert.Equal(0, Allocation.Least(() => model.Predict(tokens, again)));
        var texts = new TextClass(seed: 1);
        Assert.Equal(texts.PredictClass(s_tokens.AsSpan(0, 4)), texts.PredictClass(tokens.AsSpan(0, 4)));
        Assert.Throws<ArgumentException>(() => model.Predict([1, 2, 10, 3]));

        float[] ofFloats = new float[NextToken.Description.ParameterBufferLength],
            ofInts = new float[ofFloats.Length];
        Assert.Equal(model.Gradient(s_tokens, s_targets, ofFloats), model.Gradient(s_tokens, classes, ofInts));
        Assert.Equal(ofFloats, ofInts);
    }

    [Fact]
    public void Where_no_target_counts_loss_and_gradient_are_zero()
    {
        var model = new NextToken(seed: 1);
        float[] targets = new float[8],
            gradient = Filled(NextToken.Description.ParameterBufferLength);
        targets.AsSpan().Fill(ClassTargets.Ignored);
        Assert.Equal(0, model.Gradient(s_tokens, targets, gradient));
        Assert.All(gradient, value => Assert.Equal(0, value));
        Assert.Equal(0, ((IModel<NextToken>)model).Loss(s_tokens, targets));
    }

    [Fact]
    public void The_row_of_the_padding_starts_as_zeros_and_is_not_looked_up_for_its_gradient()
    {
        var model = new KerasText(seed: 3);
        float[] table = model.Embedding1.Weight.ToArray();
        Assert.All(table[..20], value => Assert.Equal(0, value));
        Assert.All(table[20..], value => Assert.InRange(value, -0.05f, 0.05f));
        Assert.True(table.Max() > 0.049f);

        var next = new NextToken(seed: 3);
        float[] weight = next.Embedding1.Weight.ToArray();
        Assert.All(weight[18..24], value => Assert.Equal(0, value));
        double variance = new TextClass(seed: 5).Embedding1.Weight.ToArray().Average(value => (double)value * value);
        Assert.InRange(variance, 0.5, 1.6);
    }

    [Fact]
    public void A_tied_layer_shows_the_table_and_its_own_bias()
    {
        var model = new NextToken(seed: 1);
        Assert.Equal(["embedding1.weight", "learned_positions1.weight", "dense1.weight", "dense1.bias", "dense2.bias"], Names());
        model.Embedding1.Weight[2, 1] = 0.75f;
        Assert.Equal(0.75f, model.Dense2.Weight[2, 1]);
        Assert.Equal(10, model.Dense2.Bias.Count);
        Assert.Equal((10 * 6) + (4 * 6) + 36 + 6 + 10, NextToken.ParameterCount);

        float[] gradient = new float[NextToken.Description.ParameterBufferLength];
        model.Dense2.Freeze();
        model.Gradient(s_tokens, s_targets, gradient);
        Assert.All(NextToken.Description.Parameter("embedding1.weight").Values(gradient), value => Assert.Equal(0, value));
        Assert.All(NextToken.Description.Parameter("dense2.bias").Values(gradient), value => Assert.Equal(0, value));
        Assert.Contains(NextToken.Description.Parameter("dense1.bias").Values(gradient), value => value != 0);

        static IEnumerable<string> Names() => NextToken.Description.Parameters.Select(parameter => parameter.Name);
    }

    private static float[] Filled(int length)
    {
        float[] memory = new float[length];
        memory.AsSpan().Fill(7);
        return memory;
    }

    private static void Check(Action action, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
