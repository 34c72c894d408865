namespace ModelCompiler;

/// <summary>The states of optimizer and trainer as the metadata of a checkpoint.</summary>
internal static class CheckpointTexts
{
    private const string OptimizerName = "optimizer.name";
    private const string OptimizerSteps = "optimizer.step_count";
    private const string OptimizerLearningRate = "optimizer.learning_rate";
    private const string OptimizerBuffer = "optimizer.buffer.";
    private const string OptimizerHyperparameter = "optimizer.hyperparameter.";
    private const string Seed = "trainer.seed";
    private const string Shuffle = "trainer.shuffle";
    private const string BatchSize = "trainer.batch_size";
    private const string DropLast = "trainer.drop_last";
    private const string GradientAccumulation = "trainer.gradient_accumulation";
    private const string GradientShards = "trainer.gradient_shards";
    private const string SampleCount = "trainer.sample_count";
    private const string DataFingerprint = "trainer.data_fingerprint";
    private const string Recipe = "trainer.recipe";
    private const string Tag = "trainer.tag";
    private const string CompletedEpochs = "trainer.completed_epochs";
    private const string CompletedBatches = "trainer.completed_batches";
    private const string Step = "trainer.step";
    private const string RandomState = "trainer.random_state";
    private const string FrozenParameters = "trainer.frozen_parameters";
    private const string EpochLossSum = "trainer.epoch_loss_sum";
    private const string ScheduleState = "trainer.schedule.";
    private const string UnscheduledLearningRate = "trainer.unscheduled_learning_rate";
    private const string EpochWeightSum = "trainer.epoch_weight_sum";
    private const string HeadLossSum = "trainer.head_loss_sum.";
    private const string History = "trainer.history";
    private const string BestMetric = "trainer.best_metric";
    private const string BestEpoch = "trainer.best_epoch";
    private const string EpochsWithoutImprovement = "trainer.epochs_without_improvement";
    private const string BestParameters = "trainer.has_best_parameters";
    private const string AverageUpdates = "trainer.average_updates";
    private const string CarriedStates = "trainer.has_carried_states";

    // No name of a parameter contains one.
    private const char Separator = '\n';

    public static void Write(SafeTensorsWriter writer, OptimizerState state)
    {
        writer.AddMetadata(OptimizerName, state.Optimizer);
        writer.AddMetadata(OptimizerSteps, MetadataTexts.Of(state.StepCount));
        writer.AddMetadata(OptimizerLearningRate, MetadataTexts.Of(state.LearningRate));
        for (int i = 0; i < state.Buffers.Count; i++)
            writer.AddMetadata(OptimizerBuffer + MetadataTexts.Of(i), state.Buffers[i].Name);
        foreach ((string name, double value) in state.Hyperparameters)
            writer.AddMetadata(OptimizerHyperparameter + name, MetadataTexts.Of(value));
    }

    public static void Write(SafeTensorsWriter writer, TrainerState state)
    {
        writer.AddMetadata(Seed, MetadataTexts.Of(state.Seed));
        writer.AddMetadata(Shuffle, state.Shuffle.ToString());
        writer.AddMetadata(BatchSize, MetadataTexts.Of(state.BatchSize));
        writer.AddMetadata(DropLast, state.DropLast.ToString());
        writer.AddMetadata(GradientAccumulation, MetadataTexts.Of(state.GradientAccumulation));
        writer.AddMetadata(GradientShards, MetadataTexts.Of(state.GradientShards));
        writer.AddMetadata(SampleCount, MetadataTexts.Of(state.SampleCount));
        AddIfAny(writer, DataFingerprint, state.DataFingerprint);
        AddIfAny(writer, Recipe, state.Recipe);
        AddIfAny(writer, Tag, state.Tag);
        writer.AddMetadata(CompletedEpochs, MetadataTexts.Of(state.CompletedEpochs));
        writer.AddMetadata(CompletedBatches, MetadataTexts.Of(state.CompletedBatches));
        writer.AddMetadata(Step, MetadataTexts.Of(state.Step));
        writer.AddMetadata(RandomState, MetadataTexts.Of(state.RandomState));
        if (state.FrozenParameters.Count > 0)
            writer.AddMetadata(FrozenParameters, string.Join(Separator, state.FrozenParameters));
        writer.AddMetadata(EpochLossSum, MetadataTexts.Of(state.EpochLossSum));
        if (state.EpochWeightSum is { } weight)
            writer.AddMetadata(EpochWeightSum, MetadataTexts.Of(weight));
        for (int head = 0; head < state.HeadLossSums.Count; head++)
            writer.AddMetadata(HeadLossSum + MetadataTexts.Of(head), MetadataTexts.Of(state.HeadLossSums[head]));
        writer.AddMetadata(History, EpochRecordText.Write(state.History));
        foreach ((string name, double value) in state.ScheduleState)
            writer.AddMetadata(ScheduleState + name, MetadataTexts.Of(value));
        if (state.UnscheduledLearningRate is { } rate)
            writer.AddMetadata(UnscheduledLearningRate, MetadataTexts.Of(rate));
        if (state.BestMetric is { } best)
            writer.AddMetadata(BestMetric, MetadataTexts.Of(best));
        writer.AddMetadata(BestEpoch, MetadataTexts.Of(state.BestEpoch));
        writer.AddMetadata(EpochsWithoutImprovement, MetadataTexts.Of(state.EpochsWithoutImprovement));
        writer.AddMetadata(BestParameters, (state.BestParameters is { IsEmpty: false }).ToString());
        if (state.AveragedParameters is { IsEmpty: false })
            writer.AddMetadata(AverageUpdates, MetadataTexts.Of(state.AverageUpdates));
        if (state.CarriedStates is not null)
            writer.AddMetadata(CarriedStates, true.ToString());
    }

    private static void AddIfAny(SafeTensorsWriter writer, string key, string? text)
    {
        if (text is not null)
            writer.AddMetadata(key, text);
    }

    private static string? TextIfAny(MetadataTexts texts, string key) => texts.Has(key) ? texts.Text(key) : null;

    /// <summary>The names of the optimizer's buffers, in its order.</summary>
    public static string[] BufferNames(MetadataTexts texts)
    {
        List<string> names = [];
        for (string key = OptimizerBuffer + "0"; texts.Has(key); key = OptimizerBuffer + MetadataTexts.Of(names.Count))
        {
            string name = texts.Text(key);
            if (name.Length == 0 || names.Contains(name))
                throw texts.Wrong(key);
            names.Add(name);
        }
        return [.. names];
    }

    /// <summary>Whether the checkpoint holds the parameters of the best epoch.</summary>
    public static bool HasBestParameters(MetadataTexts texts) => texts.Boolean(BestParameters);

    /// <summary>Whether it holds an average of the parameters.</summary>
    public static bool HasAverage(MetadataTexts texts) => texts.Has(AverageUpdates);

    /// <summary>Whether it holds what recurrent layers carry from batch to batch.</summary>
    public static bool HasCarriedStates(MetadataTexts texts) => texts.Has(CarriedStates) && texts.Boolean(CarriedStates);

    public static OptimizerState ReadOptimizer(MetadataTexts texts, OptimizerStateBuffer[] buffers)
    {
        string name = texts.Text(OptimizerName);
        if (name.Length == 0)
            throw texts.Wrong(OptimizerName);
        return new OptimizerState(
            name,
            texts.LongCount(OptimizerSteps),
            texts.Single(OptimizerLearningRate),
            texts.DoublesUnder(OptimizerHyperparameter),
            buffers
        );
    }

    public static TrainerState ReadTrainer(MetadataTexts texts, float[]? bestParameters)
    {
        EpochRecord[] history = EpochRecordText.Read(texts, History);
        if (history.Length != texts.Count(CompletedEpochs))
            throw texts.Wrong(CompletedEpochs);
        return ReadTrainer(texts, history, bestParameters);
    }

    private static double[] HeadLossSums(MetadataTexts texts)
    {
        var sums = new List<double>();
        while (texts.Has(HeadLossSum + MetadataTexts.Of(sums.Count)))
            sums.Add(texts.Double(HeadLossSum + MetadataTexts.Of(sums.Count)));
        return sums.Count == 0 ? [] : [.. sums];
    }

    private static float Rate(MetadataTexts texts, string key)
    {
        float rate = texts.Single(key);
        return float.IsFinite(rate) && rate >= 0 ? rate : throw texts.Wrong(key);
    }

    private static TrainerState ReadTrainer(MetadataTexts texts, EpochRecord[] history, float[]? bestParameters) =>
        new()
        {
            Seed = texts.Unsigned(Seed),
            Shuffle = texts.Boolean(Shuffle),
            BatchSize = texts.Count(BatchSize),
            DropLast = texts.Has(DropLast) && texts.Boolean(DropLast),
            GradientAccumulation = texts.Count(GradientAccumulation),
            GradientShards = texts.Has(GradientShards) ? texts.Count(GradientShards) : 1,
            SampleCount = texts.LongCount(SampleCount),
            DataFingerprint = TextIfAny(texts, DataFingerprint),
            Recipe = TextIfAny(texts, Recipe),
            Tag = TextIfAny(texts, Tag),
            CompletedEpochs = history.Length,
            CompletedBatches = texts.Count(CompletedBatches),
            Step = texts.LongCount(Step),
            RandomState = texts.Has(RandomState) ? texts.Unsigned(RandomState) : 0,
            FrozenParameters = texts.Has(FrozenParameters) ? texts.Text(FrozenParameters).Split(Separator) : [],
            EpochLossSum = texts.Double(EpochLossSum),
            EpochWeightSum = texts.Has(EpochWeightSum) ? texts.Double(EpochWeightSum) : null,
            HeadLossSums = HeadLossSums(texts),
            ScheduleState = texts.DoublesUnder(ScheduleState),
            UnscheduledLearningRate = texts.Has(UnscheduledLearningRate) ? Rate(texts, UnscheduledLearningRate) : null,
            History = history,
            AverageUpdates = texts.Has(AverageUpdates) ? texts.LongCount(AverageUpdates) : 0,
            BestMetric = texts.Has(BestMetric) ? texts.Double(BestMetric) : null,
            BestEpoch = texts.Count(BestEpoch),
            EpochsWithoutImprovement = texts.Count(EpochsWithoutImprovement),
            BestParameters = bestParameters is null ? null : new ReadOnlyMemory<float>(bestParameters),
        };
}
