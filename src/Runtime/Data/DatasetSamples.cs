namespace ModelCompiler;

/// <content>A dataset as samples that are trained and evaluated on.</content>
public sealed partial class Dataset : ISamples
{
    long ISamples.Count => Count;

    string? ISamples.ObstacleToCarriedStates =>
        HasWeights ? "all samples count alike: leave out the weights of the data."
        : _inputs.IsSideBySide ? null
        : "a sample goes on where the one before has ended, but these overlap or have gaps: make the "
            + $"{nameof(SequenceWindow.Stride)} as long as the window.";

    ISamples ISamples.AsOneHot() => OneHot();

    ISamples ISamples.AsIndices() => ClassIndicesAsTargets();

    Batch ISamples.Read(long start, int count) => EvaluationRows.Read(this, (int)start, count);

    ReadOnlySpan<float> ISamples.ReadTargets(long start, int count) => EvaluationRows.Targets(this, (int)start, count);

    IBatchSource ISamples.LaneBatches(int lanes) => new BatchSource(this, lanes, EpochOrder.Lanes(Count, lanes));

    IBatchSource ISamples.Batches(TrainingSettings settings, World world)
    {
        EpochOrder? order =
            settings.CarriedState ? EpochOrder.Lanes(Count, Math.Min(settings.BatchSize, Count))
            : settings.Shuffle ? new EpochOrder(Count, settings.Seed)
            : null;
        return new BatchSource(this, settings.BatchSize, order, settings.DropLast);
    }
}
