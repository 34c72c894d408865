namespace ModelCompiler.Tests.Training;

/// <summary>
/// The adding problem: what two marked numbers of a hundred add up to. Who remembers nothing and says 1 has an error of 1/6. The long form,
/// some minutes, runs where <c>MODELCOMPILER_LONG_TESTS</c> is set.
/// </summary>
public sealed class AddingProblemTests
{
    private const int Steps = 100;
    private const double Enough = 0.005;
    private const float Rate = 1e-2f;

    [Fact]
    public void Gated_units_learn_it()
    {
        double error = Error(new AddingGru(seed: 1), epochs: 2);
        Assert.True(error <= Enough, $"The mean squared error is {error}.");
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gated_units_and_long_short_term_memory_learn_it_from_any_start(int seed)
    {
        Skip.If(Environment.GetEnvironmentVariable("MODELCOMPILER_LONG_TESTS") is null, "MODELCOMPILER_LONG_TESTS is not set.");
        double gru = Error(new AddingGru((ulong)seed), epochs: 2),
            lstm = Error(new AddingLstm((ulong)seed), epochs: 4);
        Assert.True(gru <= Enough && lstm <= Enough, $"The mean squared errors are {gru} and {lstm}.");
    }

    private static double Error<TModel>(TModel model, int epochs)
        where TModel : class, IModel<TModel>
    {
        new Trainer<TModel>(model, new Adam(Rate))
        {
            BatchSize = 32,
            Epochs = epochs,
            Seed = 1,
            GradientClipNorm = 1,
            Schedule = new CosineDecay(Rate),
        }.Fit(Sums(20_000, seed: 1));
        return Evaluator.Evaluate(model, Sums(2_000, seed: 2)).Loss!.Value;
    }

    // In each step a number and a mark; one mark stands in either half.
    private static Dataset Sums(int count, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] inputs = new float[count * Steps * 2],
            sums = new float[count];
        for (int sample = 0; sample < count; sample++)
        {
            Span<float> own = inputs.AsSpan(sample * Steps * 2, Steps * 2);
            for (int step = 0; step < Steps; step++)
                own[2 * step] = random.NextUniform();
            foreach (int step in (ReadOnlySpan<int>)[random.NextInt(Steps / 2), (Steps / 2) + random.NextInt(Steps / 2)])
            {
                own[(2 * step) + 1] = 1;
                sums[sample] += own[2 * step];
            }
        }

        return Dataset.Wrap(inputs, Steps * 2, sums, 1);
    }
}
