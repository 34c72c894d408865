namespace ModelCompiler.Runtime.Tests.Text;

/// <summary>Which tokens are drawn, and how often.</summary>
public sealed class TokenSamplerTests
{
    private static readonly float[] s_probabilities = [0.1f, 0.4f, 0.2f, 0.3f];

    [Theory]
    [InlineData(1f, 0, 1f, new[] { 0.1, 0.4, 0.2, 0.3 })]
    [InlineData(0.5f, 0, 1f, new[] { 1 / 30.0, 16 / 30.0, 4 / 30.0, 9 / 30.0 })]
    [InlineData(1f, 2, 1f, new[] { 0, 4 / 7.0, 0, 3 / 7.0 })]
    [InlineData(1f, 0, 0.75f, new[] { 0, 4 / 9.0, 2 / 9.0, 3 / 9.0 })]
    [InlineData(1f, 0, 0.7f, new[] { 0, 4 / 7.0, 0, 3 / 7.0 })]
    [InlineData(1f, 3, 0.5f, new[] { 0, 4 / 7.0, 0, 3 / 7.0 })]
    [InlineData(0f, 0, 1f, new[] { 0, 1.0, 0, 0 })]
    public void Frequencies(float temperature, int topK, float topP, double[] expected)
    {
        const int Draws = 40_000;
        var sampler = new TokenSampler(
            4,
            new SamplingOptions
            {
                Temperature = temperature,
                TopK = topK,
                TopP = topP,
                Seed = 3,
            }
        );
        int[] counts = new int[4];
        for (int draw = 0; draw < Draws; draw++)
            counts[sampler.Next(s_probabilities)]++;
        for (int token = 0; token < 4; token++)
            Assert.Equal(expected[token], counts[token] / (double)Draws, expected[token] == 0 ? 0 : 0.012);
    }

    [Fact]
    public void What_has_come_before_becomes_less_likely()
    {
        var sampler = new TokenSampler(2, new SamplingOptions { RepetitionPenalty = 3, Temperature = 0 });
        Assert.Equal(0, sampler.Next([0.6f, 0.4f]));
        Assert.Equal(1, sampler.Next([0.6f, 0.4f]));
        Assert.Equal(0, sampler.Next([0.6f, 0.4f]));
    }

    [Fact]
    public void The_same_seed_draws_the_same()
    {
        int[] Draw(ulong seed)
        {
            var sampler = new TokenSampler(4, new SamplingOptions { Seed = seed });
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next(s_probabilities))];
        }

        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }

    [Fact]
    public void Drawing_does_not_allocate()
    {
        var sampler = new TokenSampler(
            4,
            new SamplingOptions
            {
                TopK = 3,
                TopP = 0.9f,
                RepetitionPenalty = 1.2f,
            }
        );
        sampler.Next(s_probabilities);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int draw = 0; draw < 100; draw++)
            sampler.Next(s_probabilities);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        var sampler = new TokenSampler(2);
        Assert.Throws<ArgumentException>(() => sampler.Next([1]));
        Assert.Throws<ArgumentException>(() => sampler.Next([0, 0]));
        Assert.Throws<ArgumentException>(() => sampler.Next([float.NaN, 1]));
        Assert.Throws<ArgumentException>(() => sampler.Next([-0.1f, 1.1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Note(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { Temperature = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { TopP = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { TopK = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { RepetitionPenalty = 0.5f });
    }
}
