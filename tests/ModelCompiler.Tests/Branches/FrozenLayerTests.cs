using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Branches;

/// <summary>Frozen layers: nothing changes them, and everything else learns as if they were not frozen.</summary>
public sealed class FrozenLayerTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 30 * 3).Select(index => (float)Math.Sin(index))];

    private static readonly float[] s_targets = [.. Enumerable.Range(0, 30 * 2).Select(index => (float)Math.Cos(index))];

    [Fact]
    public void Their_gradient_is_zero_and_the_others_are_unchanged()
    {
        ICompiledModel frozen = new CompiledModel<FrozenModel>(seed: 4),
            thawed = new CompiledModel<ThawedModel>(seed: 4);
        foreach (ParameterDescriptor parameter in frozen.Description.Parameters)
            thawed.Description.Parameter(parameter.Name).CopyFrom(parameter.Values(frozen.Parameters), thawed.Parameters);
        BatchGradient actual = frozen.Gradient(s_inputs, new Targets(s_targets)),
            expected = thawed.Gradient(s_inputs, new Targets(s_targets));
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.InputGradient, actual.InputGradient);
        foreach (ParameterDescriptor parameter in frozen.Description.Parameters)
        {
            float[] gradient = parameter.Values(actual.Gradient.Span);
            if (IsFrozen(parameter))
                Assert.All(gradient, value => Assert.Equal(0, value));
            else
                Assert.Equal(thawed.Description.Parameter(parameter.Name).Values(expected.Gradient.Span), gradient);
            Assert.Equal(IsFrozen(parameter), parameter.Offset >= frozen.Description.TrainableBufferLength);
        }

        Assert.DoesNotContain(actual.Gradient.Span.ToArray(), float.IsNaN);
        Assert.Equal(thawed.Description.ParameterBufferLength, thawed.Description.TrainableBufferLength);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_leaves_them_as_they_are_whatever_decays(bool decoupled)
    {
        var model = new FrozenModel(seed: 4);
        Dictionary<string, float[]> before = FrozenModel.Description.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.Values(model.Parameters)
        );
        Optimizer optimizer = decoupled
            ? new AdamW(0.01f, weightDecay: 0.1f)
            : new Sgd(0.1f, momentum: 0.9f) { WeightDecay = 0.1f, L1 = 0.1f };
        new Trainer<FrozenModel>(model, optimizer) { BatchSize = 7, Epochs = 3 }.Fit(Dataset.Wrap(s_inputs, 3, s_targets, 2));
        foreach (ParameterDescriptor parameter in FrozenModel.Description.Parameters)
        {
            if (IsFrozen(parameter))
                Assert.Equal(before[parameter.Name], parameter.Values(model.Parameters));
            else
                Assert.NotEqual(before[parameter.Name], parameter.Values(model.Parameters));
        }
    }

    private static bool IsFrozen(ParameterDescriptor parameter) =>
        parameter.Name.StartsWith("frozen", StringComparison.Ordinal) || parameter.Name.StartsWith("norm", StringComparison.Ordinal);
}
