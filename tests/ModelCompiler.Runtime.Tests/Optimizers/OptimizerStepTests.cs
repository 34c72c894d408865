namespace ModelCompiler.Runtime.Tests.Optimizers;

public class OptimizerStepTests
{
    public static TheoryData<string> Names => OptimizerFactories.Names;

    public static TheoryData<string> ElementwiseNames => OptimizerFactories.ElementwiseNames;

    [Theory]
    [MemberData(nameof(ElementwiseNames))]
    public void The_split_does_not_change_a_bit(string name)
    {
        const int Length = 203;
        Optimizer whole = OptimizerFactories.Create(name),
            split = OptimizerFactories.Create(name);
        float[] expected = OptimizerFactories.Numbers(Length, 1),
            actual = [.. expected];
        for (ulong step = 0; step < 70; step++) // Longer than the period in which vanishing state is cleared.
        {
            float[] gradient = OptimizerFactories.Numbers(Length, 2 + step);
            gradient[5] *= 1e-20f;
            whole.Step(expected, gradient);
            split.BeginStep(Length);
            int border = 1 + (int)(step % 60);
            split.StepRange(actual, gradient, 2 * border, Length - (2 * border));
            split.StepRange(actual, gradient, 0, border);
            split.StepRange(actual, gradient, border, border);
        }
        Assert.Equal(Bits(expected), Bits(actual));
        for (int i = 0; i < whole.State.Buffers.Count; i++)
            Assert.Equal(Bits(whole.State.Buffers[i].Values), Bits(split.State.Buffers[i].Values));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_does_not_change_a_bit(string name)
    {
        const int Length = 250_003; // Enough that several threads share a step.
        Optimizer one = OptimizerFactories.Create(name),
            several = OptimizerFactories.Create(name);
        one.MaxDegreeOfParallelism = 1;
        several.MaxDegreeOfParallelism = 5;
        float[] expected = OptimizerFactories.Numbers(Length, 1),
            actual = [.. expected],
            gradient = OptimizerFactories.Numbers(Length, 2);
        gradient[5] *= 1e-20f;
        for (int step = 0; step < 65; step++) // Longer than the period in which vanishing state is cleared.
        {
            one.Step(expected, gradient);
            several.Step(actual, gradient);
        }
        Assert.Equal(Bits(expected), Bits(actual));
        for (int i = 0; i < one.State.Buffers.Count; i++)
            Assert.Equal(Bits(one.State.Buffers[i].Values), Bits(several.State.Buffers[i].Values));
    }

    [Fact]
    public void A_step_shared_by_threads_allocates_nothing()
    {
        var optimizer = new Adam();
        float[] parameters = OptimizerFactories.Numbers(1_000_000, 1),
            gradient = OptimizerFactories.Numbers(1_000_000, 2);
        optimizer.Step(parameters, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(parameters, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_step_needs_a_thread(int degree)
    {
        var optimizer = new Sgd(0.1f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.MaxDegreeOfParallelism = degree);
        Assert.Equal(Environment.ProcessorCount, optimizer.MaxDegreeOfParallelism);
    }

    [Theory]
    [MemberData(nameof(ElementwiseNames))]
    public void An_element_does_not_depend_on_its_neighbours(string name)
    {
        float[] parameters = OptimizerFactories.Numbers(77, 1);
        float[][] singles = [.. parameters.Select(p => new[] { p })];
        Optimizer together = OptimizerFactories.Create(name);
        Optimizer[] alone = [.. parameters.Select(_ => OptimizerFactories.Create(name))];
        for (ulong step = 0; step < 5; step++)
        {
            float[] gradient = OptimizerFactories.Numbers(parameters.Length, 2 + step);
            together.Step(parameters, gradient);
            for (int i = 0; i < singles.Length; i++)
                alone[i].Step(singles[i], gradient.AsSpan(i, 1));
        }
        Assert.Equal(Bits(parameters), Bits([.. singles.Select(s => s[0])]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Zero_with_zero_gradient_stays_zero(string name)
    {
        Optimizer optimizer = OptimizerFactories.Create(name);
        float[] parameters = new float[40];
        for (int step = 0; step < 3; step++)
            optimizer.Step(parameters, new float[40]);
        Assert.All(parameters, p => Assert.Equal(0, p));
        foreach (OptimizerStateBuffer buffer in optimizer.State.Buffers)
            Assert.All(buffer.Values.ToArray(), v => Assert.Equal(0, v));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_after_the_first_step(string name)
    {
        Optimizer optimizer = OptimizerFactories.Create(name);
        float[] parameters = OptimizerFactories.Numbers(100, 1),
            gradient = OptimizerFactories.Numbers(100, 2);
        for (int i = 0; i < 64; i++)
            optimizer.Step(parameters, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 64; i++)
        {
            optimizer.LearningRate = 0.01f;
            optimizer.Step(parameters, gradient);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(ElementwiseNames))]
    public void NaN_gradients_are_not_hidden(string name)
    {
        Optimizer optimizer = OptimizerFactories.Create(name);
        float[] parameters = OptimizerFactories.Numbers(20, 1),
            gradient = OptimizerFactories.Numbers(20, 2);
        gradient[17] = float.NaN;
        optimizer.Step(parameters, gradient);
        Assert.True(float.IsNaN(parameters[17]));
        Assert.Equal(1, parameters.Count(float.IsNaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decayed_state_becomes_zero_and_not_subnormal(string name)
    {
        Optimizer optimizer = OptimizerFactories.Create(name);
        float[] parameters = new float[20];
        optimizer.Step(parameters, OptimizerFactories.Numbers(20, 2));
        Array.Clear(parameters);
        for (int i = 0; i < 2_000; i++)
        {
            optimizer.Step(parameters, new float[20]);
            Array.Clear(parameters);
            foreach (OptimizerStateBuffer buffer in optimizer.State.Buffers)
                Assert.DoesNotContain(buffer.Values.ToArray(), float.IsSubnormal);
        }
        if (optimizer.State.Buffers is [{ Name: "momentum" } momentum, ..])
            Assert.All(momentum.Values.ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Ranges_of_a_step_allocate_nothing()
    {
        var optimizer = new Adam();
        float[] parameters = OptimizerFactories.Numbers(100, 1),
            gradient = OptimizerFactories.Numbers(100, 2);
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Step()
        {
            optimizer.BeginStep(100);
            optimizer.StepRange(parameters, gradient, 10, 33);
        }
    }

    [Fact]
    public void Lamb_needs_whole_parameters_and_shows_a_NaN_in_all_of_one()
    {
        var optimizer = new Lamb();
        float[] parameters = OptimizerFactories.Numbers(20, 1),
            gradient = OptimizerFactories.Numbers(20, 2);
        optimizer.BeginStep(20);
        Assert.Contains(
            "norms of whole parameters",
            Assert.Throws<InvalidOperationException>(() => optimizer.StepRange(parameters, gradient, 0, 20)).Message,
            StringComparison.Ordinal
        );
        gradient[17] = float.NaN;
        optimizer.Step(parameters, gradient);
        Assert.All(parameters, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Penalties_are_added_to_the_gradient()
    {
        float[] parameters = [2, -3, 0, 0.5f];
        new Sgd(0.5f, weightDecay: 0.25f) { L1 = 0.125f }.Step(parameters, [1, 1, 0, 0]);
        Assert.Equal(
            [2 - (0.5f * (1 + 0.5f + 0.125f)), -3 - (0.5f * (1 - 0.75f - 0.125f)), 0, 0.5f - (0.5f * (0.125f + 0.125f))],
            parameters
        );
    }

    [Fact]
    public void AdamW_decays_parameters_and_Adam_the_gradient()
    {
        float[] decoupled = [2],
            coupled = [2];
        new AdamW(0.5f, weightDecay: 0.25f).Step(decoupled, [0]);
        new Adam(0.5f, weightDecay: 0.25f).Step(coupled, [0]);
        Assert.Equal(2 * (1 - (0.5f * 0.25f)), decoupled[0]);
        Assert.Equal(1.5f, coupled[0], 1e-6f); // The first step of Adam has the size of the learning rate.
    }

    [Fact]
    public void The_learning_rate_counts_at_once()
    {
        var optimizer = new Sgd(1f);
        float[] parameters = [1];
        optimizer.LearningRate = 0.25f;
        optimizer.Step(parameters, [1]);
        Assert.Equal(0.75f, parameters[0]);
    }

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }
}
