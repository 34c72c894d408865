namespace ModelCompiler.Runtime.Tests.Random;

public class ParameterInitializerTests
{
    private static readonly ParameterDescriptor Weight = new(2, "hidden.weight", [50, 40], 16, new ParameterLayout(50, 40, 64));

    [Theory]
    [InlineData(Initializer.Normal, 0.5f, 0.5)]
    [InlineData(Initializer.GlorotNormal, 0f, 0.14907119849998599)] // sqrt(2 / 90)
    [InlineData(Initializer.HeNormal, 0f, 0.22360679774997896)] // sqrt(2 / 40)
    [InlineData(Initializer.LecunNormal, 0f, 0.15811388300841897)] // sqrt(1 / 40)
    public void Normal_kinds_scale_the_normal_numbers(Initializer kind, float value, double deviation)
    {
        float[] values = Filled(kind, value);
        var random = new CounterRandom(99, 2);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(random.Normal((ulong)i) * (float)deviation, values[i]);
    }

    [Theory]
    [InlineData(Initializer.Uniform, 0.5f, 0.5)]
    [InlineData(Initializer.GlorotUniform, 0f, 0.2581988897471611)] // sqrt(6 / 90)
    [InlineData(Initializer.HeUniform, 0f, 0.3872983346207417)] // sqrt(6 / 40)
    [InlineData(Initializer.LecunUniform, 0f, 0.27386127875258304)] // sqrt(3 / 40)
    [InlineData(Initializer.PyTorchUniform, 0f, 0.15811388300841897)] // 1 / sqrt(40)
    public void Uniform_kinds_fill_their_bounds(Initializer kind, float value, double bound)
    {
        float[] values = Filled(kind, value);
        Assert.All(values, v => Assert.InRange(v, -(float)bound, (float)bound));
        Assert.True(values.Max() > 0.98 * bound);
        Assert.True(values.Min() < -0.98 * bound);
        Assert.Equal(0, values.Average(), 5 * bound / Math.Sqrt(3 * values.Length));
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Filled(Initializer.Zeros, 5), v => Assert.Equal(0, v));
        Assert.All(Filled(Initializer.Constant, -1.5f), v => Assert.Equal(-1.5f, v));
    }

    [Fact]
    public void Layout_does_not_matter_and_padding_is_not_written()
    {
        var packed = new ParameterDescriptor(2, "hidden.weight", [50, 40], 0, new ParameterLayout(50, 40, 50));
        float[] one = new float[packed.Layout.BufferLength];
        ParameterInitializer.Fill(packed, one, 99, Initializer.HeNormal, 0, 40, 50);
        float[] logical = new float[packed.Count];
        packed.CopyTo(one, logical);
        Assert.Equal(Filled(Initializer.HeNormal, 0), logical);

        float[] two = new float[Weight.Offset + Weight.Layout.BufferLength + 8];
        Array.Fill(two, float.NaN);
        ParameterInitializer.Fill(Weight, two, 99, Initializer.HeNormal, 0, 40, 50);
        Assert.Equal(two.Length - Weight.Count, two.Count(float.IsNaN));
    }

    [Fact]
    public void Seed_and_index_make_a_difference()
    {
        var next = new ParameterDescriptor(3, "output.weight", [50, 40], 16, new ParameterLayout(50, 40, 64));
        float[] buffer = new float[16 + Weight.Layout.BufferLength];
        ParameterInitializer.Fill(next, buffer, 99, Initializer.HeNormal, 0, 40, 50);
        float[] other = new float[next.Count];
        next.CopyTo(buffer, other);
        Assert.NotEqual(Filled(Initializer.HeNormal, 0), other);
        Assert.NotEqual(Filled(Initializer.HeNormal, 0), Filled(Initializer.HeNormal, 0, seed: 100));
    }

    [Theory]
    [InlineData(Initializer.Default, 0f, 1, 1, "kind")]
    [InlineData((Initializer)77, 0f, 1, 1, "kind")]
    [InlineData(Initializer.HeNormal, 0f, 0, 1, "fanIn")]
    [InlineData(Initializer.GlorotUniform, 0f, 1, 0, "fanOut")]
    [InlineData(Initializer.Constant, float.NaN, 1, 1, "value")]
    [InlineData(Initializer.Normal, -1f, 1, 1, "value")]
    [InlineData(Initializer.Uniform, float.PositiveInfinity, 1, 1, "value")]
    public void Wrong_arguments_are_refused_before_anything_is_written(
        Initializer kind,
        float value,
        int fanIn,
        int fanOut,
        string argument
    )
    {
        float[] buffer = new float[16 + Weight.Layout.BufferLength];
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() =>
            ParameterInitializer.Fill(Weight, buffer, 1, kind, value, fanIn, fanOut)
        );
        Assert.Equal(argument, error.ParamName);
        Assert.All(buffer, v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_short_buffer_is_refused() =>
        Assert.Throws<ArgumentException>(() => ParameterInitializer.Fill(Weight, new float[100], 1, Initializer.Zeros, 0, 1, 1));

    private static float[] Filled(Initializer kind, float value, ulong seed = 99)
    {
        float[] buffer = new float[Weight.Offset + Weight.Layout.BufferLength];
        ParameterInitializer.Fill(Weight, buffer, seed, kind, value, fanIn: 40, fanOut: 50);
        float[] values = new float[Weight.Count];
        Weight.CopyTo(buffer, values);
        return values;
    }
}
