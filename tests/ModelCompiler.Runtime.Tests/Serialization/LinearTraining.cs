namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>A small training run, the same one every time, for tests that interrupt it.</summary>
internal static class LinearTraining
{
    public const int Samples = 50;
    public const int BatchSize = 8;

    /// <summary>The names of optimizers that <see cref="Optimizer"/> creates.</summary>
    public static TheoryData<string> Optimizers =>
        ["Sgd", "SgdMomentum", "Adam", "AdamW", "RmsProp", "Adagrad", "Lion", "NAdam", "Rprop", "Adan", "Lamb", "Groups"];

    public static Dataset Training { get; } = Data(seed: 11, Samples);

    public static Dataset Validation { get; } = Data(seed: 12, 20);

    public static Optimizer Optimizer(string name) =>
        name switch
        {
            "Sgd" => new Sgd(0.01f),
            "SgdMomentum" => new Sgd(0.01f, momentum: 0.9f, nesterov: true),
            "Adam" => new Adam(0.01f),
            "AdamW" => new AdamW(0.01f, beta1: 0.8),
            "RmsProp" => new RmsProp(0.001f),
            "Adagrad" => new Adagrad(0.01f),
            "Lion" => new Lion(1e-3),
            "NAdam" => new NAdam(),
            "Rprop" => new Rprop(1e-3),
            "Adan" => new Adan(),
            "Lamb" => new Lamb(),
            "Groups" => new AdamW(0.01)
            {
                DecayOnlyMatrices = true,
                Groups = [new ParameterGroup("*.weight") { LearningRateFactor = 0.3, Constraint = WeightConstraint.MaxNorm(1.2) }],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    /// <summary>A trainer with its own model and optimizer, as a new process would make it.</summary>
    public static Trainer<LinearModel> Trainer(string optimizer, int epochs, ulong modelSeed = 1) =>
        new(LinearModel.Create(modelSeed), Optimizer(optimizer))
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            Seed = 77,
            GradientAccumulation = 2,
            GradientClipNorm = 0.5f,
            EarlyStopping = new EarlyStopping { Patience = 100 },
        };

    public static void AssertSameRun(Trainer<LinearModel> expected, Trainer<LinearModel> actual)
    {
        ModelSerializationTests.AssertSameBits(expected.Model.Parameters, actual.Model.Parameters);
        AssertSameOptimizer(expected.Optimizer.State, actual.Optimizer.State);
        TrainerState expectedState = expected.CaptureState();
        TrainerState actualState = actual.CaptureState();
        AssertSameState(
            expectedState with
            {
                History = WithoutTimes(expectedState),
            },
            actualState with
            {
                History = WithoutTimes(actualState),
            }
        );
    }

    public static void AssertSameOptimizer(OptimizerState expected, OptimizerState actual)
    {
        Assert.Equal(expected.Optimizer, actual.Optimizer);
        Assert.Equal(expected.StepCount, actual.StepCount);
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.Hyperparameters.OrderBy(pair => pair.Key), actual.Hyperparameters.OrderBy(pair => pair.Key));
        Assert.Equal(expected.Buffers.Select(buffer => buffer.Name), actual.Buffers.Select(buffer => buffer.Name));
        for (int i = 0; i < expected.Buffers.Count; i++)
            ModelSerializationTests.AssertSameBits(expected.Buffers[i].Values, actual.Buffers[i].Values);
    }

    public static void AssertSameState(TrainerState expected, TrainerState actual)
    {
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(expected.ScheduleState.OrderBy(pair => pair.Key), actual.ScheduleState.OrderBy(pair => pair.Key));
        ModelSerializationTests.AssertSameBits(
            expected.BestParameters.GetValueOrDefault().Span,
            actual.BestParameters.GetValueOrDefault().Span
        );
        // The rest are plain values, which records compare; what is compared above would be compared by reference and is taken out.
        Assert.Equal(PlainValues(expected), PlainValues(actual));
    }

    private static TrainerState PlainValues(TrainerState state) =>
        state with
        {
            History = Array.Empty<EpochRecord>(),
            ScheduleState = TrainerState.NoScheduleState,
            BestParameters = null,
        };

    private static EpochRecord[] WithoutTimes(TrainerState state) =>
        [.. state.History.Select(record => record with { Seconds = 0, SamplesPerSecond = 0 })];

    private static Dataset Data(int seed, int samples)
    {
        var random = new System.Random(seed);
        float[] inputs = new float[samples * LinearModel.Inputs];
        float[] targets = new float[samples * LinearModel.Outputs];
        foreach (ref float value in inputs.AsSpan())
            value = random.NextSingle() - 0.5f;
        foreach (ref float value in targets.AsSpan())
            value = random.NextSingle();
        return new Dataset(inputs, LinearModel.Inputs, targets, LinearModel.Outputs);
    }
}
