using System.Globalization;

namespace ModelCompiler;

/// <summary>The settings of a trainer as they were when a run began.</summary>
internal sealed record TrainingSettings(
    int BatchSize,
    int Epochs,
    ulong Seed,
    bool Shuffle,
    int GradientAccumulation,
    LearningRateSchedule? Schedule,
    MonitoredMetric? ScheduleMonitor,
    double? GradientClipNorm,
    double? GradientClipValue,
    EarlyStopping? EarlyStopping,
    bool DetectAnomalies,
    bool MeasureTrainingAccuracy,
    int EvaluationBatchSize,
    bool DropLast,
    bool CarriedState,
    string? Tag,
    (double Decay, bool Warmup)? Average,
    int GradientShards
)
{
    /// <summary>Checks that every batch has as many samples as a gradient of the model needs.</summary>
    /// <exception cref="InvalidOperationException">One has not.</exception>
    public void CheckBatches(ModelDescription description, long sampleCount)
    {
        int batch = (int)Math.Min(BatchSize, sampleCount),
            least = description.LeastGradientSamples;
        if (SmallestShard(batch, batch) < least)
            throw new InvalidOperationException(
                $"{description.Name} normalises over the batch, which needs at least {Amount.Of(least, "sample")}, but "
                    + $"{Part("a batch")} has {SmallestShard(batch, batch)} ({nameof(BatchSize)} = {BatchSize}, "
                    + $"{Amount.Of(sampleCount, "training sample")})."
            );
        int last = (int)(sampleCount % batch);
        if (last > 0 && SmallestShard(last, batch) < least && !DropLast)
            throw new InvalidOperationException(
                $"{description.Name} normalises over the batch, which needs at least {Amount.Of(least, "sample")}, but "
                    + $"{Part("the last batch")} of an epoch would have {SmallestShard(last, batch)} ("
                    + $"{Amount.Of(sampleCount, "training sample")} in batches of "
                    + $"{batch}): set {nameof(DropLast)}, or another {nameof(BatchSize)}."
            );
    }

    /// <summary>
    /// Checks that the gradients of parts of a batch can be added: with several heads a part counts alike in all of them, which it does not
    /// where targets of one of them count for nothing.
    /// </summary>
    /// <param name="description">The model.</param>
    /// <param name="train">The training data.</param>
    /// <exception cref="InvalidOperationException">A batch has parts, and a target counts for nothing.</exception>
    public void CheckHeads(ModelDescription description, ModelData train)
    {
        if (train.Accuracy != AccuracyKind.Heads || (GradientAccumulation == 1 && GradientShards == 1))
            return;
        foreach (ModelOutput head in description.Heads.Where(head => head.HasClassTargets))
            for (long sample = 0; sample < train.Data.Count; sample++)
                if (train.Data.ReadTargets(sample, 1).Slice(head.TargetStart, head.TargetSize).Contains(ClassTargets.Ignored))
                    throw new InvalidOperationException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"A target of '{head.Name}' of sample {sample} counts for nothing ({ClassTargets.Ignored}), so that parts of a "
                        )
                            + $"batch would count differently in the heads of {description.Name}: set {nameof(GradientAccumulation)} and "
                            + $"{nameof(GradientShards)} to 1."
                    );
    }

    // What is normalised together: the batch, or each shard of it.
    private string Part(string batch) => GradientShards == 1 ? batch : $"one of the {GradientShards} shards of {batch}";

    private int SmallestShard(int samples, int batch)
    {
        int smallest = int.MaxValue;
        for (int shard = 0; shard < GradientShards; shard++)
        {
            (int first, int end) = ShardRange.Places(shard, GradientShards, batch);
            int count = Math.Min(end, samples) - first;
            if (count > 0)
                smallest = Math.Min(smallest, count);
        }

        return smallest;
    }

    /// <summary>Checks that states can be carried from batch to batch, where that is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="description">Its description.</param>
    /// <param name="sets">The training data and what is evaluated.</param>
    /// <exception cref="InvalidOperationException">They cannot.</exception>
    public void CheckCarriedState(object model, ModelDescription description, params ReadOnlySpan<ModelData?> sets)
    {
        if (!CarriedState)
            return;
        if (model is not ICarriedStateModel)
            throw new InvalidOperationException(
                $"{description.Name} carries no state from one sample to the next: that takes recurrent layers which all go forwards, and "
                    + $"whose states no convolution reads. Leave {nameof(CarriedState)} out, or Bidirectional."
            );
        if (Shuffle)
            throw new InvalidOperationException(
                $"With {nameof(CarriedState)} a sample goes on where the one before has ended, so samples must not be shuffled: set "
                    + $"{nameof(Shuffle)} = false."
            );
        foreach (ModelData? set in sets)
            if (set?.Data.ObstacleToCarriedStates is { } obstacle)
                throw new InvalidOperationException($"With {nameof(CarriedState)} {obstacle}");
    }

    /// <summary>Checks that a state comes from a run that orders the same samples alike.</summary>
    /// <exception cref="InvalidOperationException">It does not, so that resuming could not be exact.</exception>
    public void CheckResumable(TrainerState state, ISamples train)
    {
        if (state.SampleCount == 0)
            return;
        Check(nameof(Seed), state.Seed, Seed);
        Check(nameof(Shuffle), state.Shuffle, Shuffle);
        Check(nameof(BatchSize), state.BatchSize, BatchSize);
        Check(nameof(DropLast), state.DropLast, DropLast);
        Check(nameof(GradientAccumulation), state.GradientAccumulation, GradientAccumulation);
        Check(nameof(GradientShards), state.GradientShards, GradientShards);
        Check(nameof(CarriedState), state.CarriedStates is not null, CarriedState);
        if (Schedule is null && state.ScheduleState.Count > 0)
            throw new InvalidOperationException(
                "The restored state was captured with a learning rate schedule that has a state: set Trainer.Schedule to one of the "
                    + "same kind."
            );
        Check("the number of training samples", state.SampleCount, train.Count);
        if (state.DataFingerprint is { } fingerprint && fingerprint != train.Fingerprint)
            throw new InvalidOperationException(
                $"The restored state was captured with other training data (fingerprint: {fingerprint}) than that of now "
                    + $"({train.Fingerprint}): pass the data of that run, or start a new run with the restored parameters only."
            );
        Check(nameof(Tag), state.Tag ?? "none", Tag ?? "none");
        long batches = BatchSource.Count(train.Count, BatchSize, DropLast);
        if (state.CompletedBatches > batches)
            throw new InvalidOperationException(
                $"The restored state has {Amount.Of(state.CompletedBatches, "completed batch", "completed batches")}, but an epoch "
                    + $"has {batches}."
            );
    }

    /// <summary>
    /// Checks that these settings would have taken the steps of a state alike: clipping and schedule, which whoever restores a state by
    /// hand may change on purpose.
    /// </summary>
    /// <exception cref="InvalidOperationException">They would not.</exception>
    public void CheckRecipe(TrainerState state, ISamples train)
    {
        string current = TrainingRecipe.Of(this, state.Step, StepsPerEpoch(BatchSource.Count(train.Count, BatchSize, DropLast)));
        if (state.Recipe is { } recipe && TrainingRecipe.Difference(recipe, current) is var (what, saved, now))
            Check(what, saved, now);
    }

    /// <summary>The optimizer's steps of an epoch.</summary>
    public long StepsPerEpoch(long batches) => (batches + GradientAccumulation - 1) / GradientAccumulation;

    private static void Check<T>(string what, T saved, T current)
        where T : IEquatable<T>
    {
        if (!saved.Equals(current))
            throw new InvalidOperationException(
                $"The restored state was captured with {what} = {saved}, but it is {current} now, so training would not resume "
                    + $"exactly: set it to {saved}, or start a new run with the restored parameters only."
            );
    }
}
