namespace ModelCompiler;

/// <summary>How a source is cut into batches.</summary>
/// <param name="BatchSize">The samples of a full batch.</param>
/// <param name="BatchCount">The batches of an epoch.</param>
/// <param name="BatchesOfStep">The batches of a step.</param>
/// <param name="Epochs">The epochs of the run.</param>
internal readonly record struct RowBatchPlan(int BatchSize, int BatchCount, int BatchesOfStep, int Epochs)
{
    /// <summary>The plan of a run.</summary>
    /// <exception cref="InvalidOperationException">An epoch has more batches than 31 bits count.</exception>
    public static RowBatchPlan Of(long count, TrainingSettings settings) =>
        new(
            (int)Math.Min(settings.BatchSize, count),
            BatchSource.Count(count, settings.BatchSize, settings.DropLast),
            settings.GradientAccumulation,
            settings.Epochs
        );
}
