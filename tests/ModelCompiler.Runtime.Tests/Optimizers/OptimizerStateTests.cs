namespace ModelCompiler.Runtime.Tests.Optimizers;

public class OptimizerStateTests
{
    private const int Length = 21;

    public static TheoryData<string> Names => OptimizerFactories.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_optimizer_continues_with_the_same_bits(string name)
    {
        Optimizer straight = OptimizerFactories.Create(name);
        float[] parameters = OptimizerFactories.Numbers(Length, 1);
        Run(straight, parameters, 0, 5);
        straight.LearningRate = 0.03f;
        Optimizer resumed = OptimizerFactories.Create(name);
        resumed.Restore(Copy(straight.State));
        float[] continued = [.. parameters];
        Run(straight, parameters, 5, 9);
        Run(resumed, continued, 5, 9);
        Assert.Equal(parameters, continued);
        Assert.Equal(9, resumed.StepCount);
        Assert.Equal(0.03f, resumed.LearningRate);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reset_and_a_fresh_state_start_anew(string name)
    {
        Optimizer fresh = OptimizerFactories.Create(name),
            reset = OptimizerFactories.Create(name),
            restored = OptimizerFactories.Create(name);
        OptimizerState before = fresh.State;
        Run(reset, OptimizerFactories.Numbers(7, 1), 0, 3);
        Run(restored, OptimizerFactories.Numbers(7, 1), 0, 3);
        reset.Reset();
        restored.Restore(before);
        float[] expected = OptimizerFactories.Numbers(Length, 1);
        Run(fresh, expected, 0, 3);
        foreach (Optimizer other in new[] { reset, restored })
        {
            float[] actual = OptimizerFactories.Numbers(Length, 1);
            Run(other, actual, 0, 3);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void The_state_tells_everything()
    {
        var adam = new Adam(0.5f, 0.8, 0.9, 1e-6, 0.125f) { L1 = 0.25f };
        adam.Step(new float[Length], OptimizerFactories.Numbers(Length, 1));
        OptimizerState state = adam.State;
        Assert.Equal(("Adam", 1L, 0.5f), (state.Optimizer, state.StepCount, state.LearningRate));
        Assert.Equal(["momentum", "variance"], state.Buffers.Select(b => b.Name));
        Assert.All(state.Buffers, b => Assert.Equal(Length, b.Values.Length));
        Assert.Equal(
            [("beta1", 0.8), ("beta2", 0.9), ("epsilon", (double)1e-6f), ("l1", 0.25), ("weightDecay", 0.125)],
            state.Hyperparameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value))
        );
        Assert.Equal("AdamW", new AdamW().State.Optimizer);
        Assert.Equal("Adam (learning rate 0.5)", adam.ToString());
    }

    public static TheoryData<string, OptimizerState> Misfits =>
        new()
        {
            { "belongs to AdamW", State(optimizer: "AdamW") },
            { "step count is -1", State(stepCount: -1) },
            { "learning rate", State(learningRate: float.NaN) },
            { "0 buffers instead of 2", State(buffers: []) },
            { "1 buffers instead of 2", State(buffers: [Buffer("momentum", Length)]) },
            { "'sum' instead of 'variance'", State(buffers: [Buffer("momentum", Length), Buffer("sum", Length)]) },
            { "differ in length: 21 and 20", State(buffers: [Buffer("momentum", Length), Buffer("variance", Length - 1)]) },
            { "20 values", State(buffers: [Buffer("momentum", Length - 1), Buffer("variance", Length - 1)]) },
        };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_state_that_does_not_fit_changes_nothing(string reason, OptimizerState state)
    {
        Optimizer expected = new Adam(0.1f),
            actual = new Adam(0.1f);
        float[] expectedParameters = OptimizerFactories.Numbers(Length, 1),
            actualParameters = [.. expectedParameters];
        Run(expected, expectedParameters, 0, 2);
        Run(actual, actualParameters, 0, 2);
        ArgumentException error = Assert.Throws<ArgumentException>(() => actual.Restore(state));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Run(expected, expectedParameters, 2, 4);
        Run(actual, actualParameters, 2, 4);
        Assert.Equal(expectedParameters, actualParameters);
        Assert.Equal(expected.StepCount, actual.StepCount);
    }

    [Fact]
    public void Ranges_need_a_new_step_after_restoring()
    {
        var optimizer = new Adam();
        float[] parameters = new float[Length];
        optimizer.Step(parameters, parameters.ToArray());
        optimizer.Restore(Copy(optimizer.State));
        Assert.Throws<InvalidOperationException>(() => optimizer.StepRange(parameters, new float[Length], 0, Length));
    }

    private static void Run(Optimizer optimizer, float[] parameters, int from, int to)
    {
        for (int step = from; step < to; step++)
            optimizer.Step(parameters, OptimizerFactories.Numbers(parameters.Length, (ulong)(100 + step)));
    }

    private static OptimizerState Copy(OptimizerState state) =>
        new(
            state.Optimizer,
            state.StepCount,
            state.LearningRate,
            state.Hyperparameters,
            [.. state.Buffers.Select(b => new OptimizerStateBuffer(b.Name, b.Values))]
        );

    private static OptimizerState State(
        string optimizer = "Adam",
        long stepCount = 3,
        float learningRate = 0.5f,
        OptimizerStateBuffer[]? buffers = null
    ) =>
        new(
            optimizer,
            stepCount,
            learningRate,
            new Dictionary<string, double>(),
            buffers ?? [Buffer("momentum", Length), Buffer("variance", Length)]
        );

    private static OptimizerStateBuffer Buffer(string name, int length) => new(name, new float[length]);
}
