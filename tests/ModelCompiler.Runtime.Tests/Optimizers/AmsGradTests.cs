namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>AMSGrad against PyTorch's formula in double precision.</summary>
public class AmsGradTests
{
    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Follows_the_formula(double weightDecay, bool decoupled)
    {
        const double Rate = 0.02,
            Beta1 = 0.8,
            Beta2 = 0.9,
            Epsilon = 1e-6;
        Optimizer optimizer = decoupled
            ? new AdamW(Rate, Beta1, Beta2, Epsilon, weightDecay, amsgrad: true)
            : new Adam(Rate, Beta1, Beta2, Epsilon, weightDecay, amsgrad: true);
        float[] parameters = OptimizerFactories.Numbers(37, 1);
        double[] expected = [.. parameters.Select(p => (double)p)],
            mean = new double[37],
            square = new double[37],
            largest = new double[37];
        for (int step = 1; step <= 60; step++)
        {
            float[] gradient = Gradient(step);
            optimizer.Step(parameters, gradient);
            for (int i = 0; i < expected.Length; i++)
            {
                double slope = gradient[i] + (decoupled ? 0 : weightDecay * expected[i]);
                if (decoupled)
                    expected[i] -= Rate * weightDecay * expected[i];
                mean[i] = (Beta1 * mean[i]) + ((1 - Beta1) * slope);
                square[i] = (Beta2 * square[i]) + ((1 - Beta2) * slope * slope);
                largest[i] = Math.Max(largest[i], square[i]);
                double denominator = (Math.Sqrt(largest[i]) / Math.Sqrt(1 - Math.Pow(Beta2, step))) + Epsilon;
                expected[i] -= Rate / (1 - Math.Pow(Beta1, step)) * mean[i] / denominator;
            }

            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], parameters[i], 2e-5);
        }

        for (int i = 0; i < largest.Length; i++)
            Assert.Equal(largest[i], optimizer.State.Buffers[2].Values[i], 1e-5 * largest[i]);
    }

    [Fact]
    public void Differs_from_Adam_once_gradients_shrink()
    {
        Optimizer adam = new Adam(0.02),
            amsgrad = new Adam(0.02, amsgrad: true);
        float[] one = OptimizerFactories.Numbers(8, 1),
            other = [.. one];
        for (int step = 1; step <= 12; step++)
        {
            adam.Step(one, Gradient(step).AsSpan(0, 8));
            amsgrad.Step(other, Gradient(step).AsSpan(0, 8));
            if (step <= 2)
                Assert.Equal(one, other);
        }

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Its_state_is_one_buffer_more()
    {
        var optimizer = new Adam(amsgrad: true);
        optimizer.Step(new float[4], new float[4]);
        Assert.Equal(["momentum", "variance", "largest_variance"], optimizer.State.Buffers.Select(buffer => buffer.Name));
        Assert.Equal(1, optimizer.Hyperparameters["amsgrad"]);
        Assert.Contains("2 buffers", Assert.Throws<ArgumentException>(() => optimizer.Restore(Stepped(new Adam()).State)).Message);
    }

    private static Adam Stepped(Adam adam)
    {
        adam.Step(new float[4], new float[4]);
        return adam;
    }

    // They grow in the first steps, fall to a thousandth, and come back, so that the largest square is of use.
    private static float[] Gradient(int step)
    {
        float scale =
            step <= 3 ? step
            : step < 40 ? 0.003f
            : 0.5f;
        return [.. OptimizerFactories.Numbers(37, (ulong)(100 + step)).Select(value => scale * value)];
    }
}
