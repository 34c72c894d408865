namespace ModelCompiler.Runtime.Tests.Random;

public class CounterRandomTests
{
    private const int Count = 200_000;

    [Fact]
    public void Uniform_numbers_have_the_moments_of_their_distribution()
    {
        var random = new CounterRandom(42, 3);
        float[] values = [.. Enumerable.Range(0, Count).Select(i => random.Uniform((ulong)i))];
        Assert.All(values, value => Assert.InRange(value, 0f, 0.99999994f));
        double mean = values.Average(v => (double)v);
        Assert.Equal(0.5, mean, 5 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(1.0 / 12, values.Average(v => (v - mean) * (v - mean)), 5 * Math.Sqrt(1.0 / 180 / Count));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_their_distribution()
    {
        var random = new CounterRandom(42, 4);
        double[] values = [.. Enumerable.Range(0, Count).Select(i => (double)random.Normal((ulong)i))];
        Assert.Equal(0, values.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, values.Average(v => v * v), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, values.Average(v => v * v * v), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, values.Average(v => v * v * v * v), 5 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void Streams_and_seeds_are_uncorrelated()
    {
        var random = new CounterRandom(1, 1);
        foreach (CounterRandom other in new[] { new CounterRandom(1, 2), new CounterRandom(2, 1) })
        {
            double correlation = Enumerable.Range(0, Count).Average(i => (double)random.Normal((ulong)i) * other.Normal((ulong)i));
            Assert.Equal(0, correlation, 5 / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Neighbours_are_uncorrelated()
    {
        var random = new CounterRandom(9, 9);
        double correlation = Enumerable.Range(0, Count).Average(i => (double)random.Normal((ulong)i) * random.Normal((ulong)i + 1));
        Assert.Equal(0, correlation, 5 / Math.Sqrt(Count));
    }

    // The quantile at the probability of a word, computed by Python's statistics.NormalDist.
    [Theory]
    [InlineData(0u, -6.337957754553789)]
    [InlineData(1u, -6.166429517819749)]
    [InlineData(12345678u, -2.7617695198594854)]
    [InlineData(322122547u, -1.4395314704450153)]
    [InlineData(900000000u, -0.8079920498460941)]
    [InlineData(2147483647u, -2.9180993729166234e-10)]
    [InlineData(2147483648u, 2.9180993729166234e-10)]
    [InlineData(4294967295u, 6.337957754553789)]
    public void Normal_quantile_is_accurate(uint word, double expected) =>
        Assert.Equal(expected, NormalQuantile.Of((word + 0.5) / 4294967296.0), Math.Abs(expected) * 2e-15);

    // These bits are a promise: files and published results depend on them.
    [Fact]
    public void The_bits_stay_what_they_are()
    {
        var random = new CounterRandom(42, 7);
        uint[] normals = [.. Enumerable.Range(0, 6).Select(i => BitConverter.SingleToUInt32Bits(random.Normal((ulong)i)))];
        uint[] uniforms = [.. Enumerable.Range(0, 3).Select(i => BitConverter.SingleToUInt32Bits(random.Uniform((ulong)i)))];
        Assert.Equal([0xBE739A46u, 0x3FA107EFu, 0xBE44C4C6u, 0xBEDBE1DEu, 0x3FA287F0u, 0xBEA2D395u], normals);
        Assert.Equal([0x3ECFDCDEu, 0x3F655410u, 0x3ED8FD94u], uniforms);
    }

    [Fact]
    public void Equality_is_by_seed_and_stream()
    {
        Assert.True(new CounterRandom(1, 2) == new CounterRandom(1, 2));
        Assert.True(new CounterRandom(1, 2) != new CounterRandom(2, 1));
        Assert.Equal(new CounterRandom(1, 2).GetHashCode(), new CounterRandom(1, 2).GetHashCode());
    }
}
