namespace ModelCompiler.Runtime.Tests.Optimizers;

public class GradientClippingTests
{
    [Fact]
    public void A_long_gradient_is_shortened()
    {
        float[] gradient = [3, 0, -4];
        Assert.Equal(5, GradientClipping.ClipByNorm(gradient, 2.5f));
        Assert.Equal([1.5f, 0, -2], gradient, (a, b) => Math.Abs(a - b) < 1e-5f);
        Assert.Equal(2.5, GradientClipping.Norm(gradient), 1e-5);
    }

    [Fact]
    public void A_short_gradient_stays()
    {
        float[] gradient = [3, 0, -4];
        Assert.Equal(5, GradientClipping.ClipByNorm(gradient, 5.1f));
        Assert.Equal([3, 0, -4], gradient);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_without_a_norm_stays(float value)
    {
        float[] gradient = [3, value, 4];
        Assert.False(float.IsFinite(GradientClipping.ClipByNorm(gradient, 1)));
        Assert.Equal([3, value, 4], gradient);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(1_003)]
    public void The_norm_is_summed_in_the_documented_order(int length)
    {
        float[] gradient = OptimizerFactories.Numbers(length, 5);
        double[] lanes = new double[32];
        for (int i = 0; i < length; i++)
            lanes[i % 32] += (double)gradient[i] * gradient[i];
        double[] folded = new double[4];
        for (int i = 0; i < 4; i++)
            folded[i] =
                ((lanes[i] + lanes[i + 4]) + (lanes[i + 8] + lanes[i + 12]))
                + ((lanes[i + 16] + lanes[i + 20]) + (lanes[i + 24] + lanes[i + 28]));
        Assert.Equal(Math.Sqrt((folded[0] + folded[1]) + (folded[2] + folded[3])), GradientClipping.Norm(gradient));
    }

    [Fact]
    public void The_norm_does_not_overflow() =>
        Assert.Equal(float.MaxValue * 2.0, GradientClipping.Norm(Enumerable.Repeat(float.MaxValue, 4).ToArray()));

    // The expected values are PyTorch's formula, maximumNorm / (norm + 1e-6), in double.
    [Theory]
    [InlineData(1e30f, 4, 1f)]
    [InlineData(float.MaxValue, 4, 1f)]
    [InlineData(float.MaxValue, 1_000, 1e-3f)]
    [InlineData(float.MaxValue, 4, 1e-30f)]
    [InlineData(1e-30f, 4, 1e-31f)]
    [InlineData(1e-30f, 4, 1f)]
    [InlineData(float.Epsilon, 4, float.Epsilon)]
    [InlineData(0f, 4, 1f)]
    [InlineData(1f, 4, float.MaxValue)]
    public void Gradients_at_the_edge_of_float_are_scaled_as_by_the_formula(float value, int count, float limit)
    {
        float[] gradient = Enumerable.Repeat(value, count).ToArray();
        double norm = value * Math.Sqrt(count),
            scale = Math.Min(1, limit / (norm + 1e-6));
        Assert.Equal(
            (float)Math.Min(norm, float.MaxValue),
            GradientClipping.ClipByNorm(gradient, limit),
            Math.BitIncrement(0f) + ((float)Math.Min(norm, 1e38) * 1e-6f)
        );
        double expected = value * scale;
        Assert.All(gradient, clipped => Assert.Equal(expected, clipped, (Math.Abs(expected) * 1e-6) + float.Epsilon));
    }

    [Fact]
    public void Values_are_limited()
    {
        float[] gradient = [3, -0.5f, -4, float.NaN, float.PositiveInfinity];
        GradientClipping.ClipByValue(gradient, 2);
        Assert.Equal([2, -0.5f, -2, float.NaN, 2], gradient);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Wrong_limits_are_refused(float limit)
    {
        float[] gradient = [3];
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ClipByNorm(gradient, limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ClipByValue(gradient, limit));
        Assert.Equal([3], gradient);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] gradient = OptimizerFactories.Numbers(1_003, 5);
        Clip(gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Clip(gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Clip(float[] gradient)
        {
            GradientClipping.ClipByNorm(gradient, 1);
            GradientClipping.ClipByValue(gradient, 0.01f);
        }
    }
}
