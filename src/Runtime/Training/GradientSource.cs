namespace ModelCompiler;

/// <summary>
/// The loss and gradient of one step: of one batch, or the mean over the samples of several. Owns the gradient buffers; allocates only when
/// created.
/// </summary>
internal sealed class GradientSource<TModel> : IGradientSource
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly IBatchSource _batches;
    private readonly bool _hasClasses;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer? _sum;
    private readonly float[] _statistics;
    private readonly LaneStates? _states;
    private readonly double[] _headLosses;

    /// <summary>Reserves the buffers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="hasClasses">Whether targets are class indices.</param>
    /// <param name="accumulate">Whether steps may have several batches.</param>
    /// <param name="states">What is carried from batch to batch, or null.</param>
    public GradientSource(TModel model, IBatchSource batches, bool hasClasses, bool accumulate, LaneStates? states)
    {
        _states = states;
        _model = model;
        _batches = batches;
        _hasClasses = hasClasses;
        _gradient = new AlignedBuffer(TModel.Description.ParameterBufferLength);
        _statistics = new float[TModel.Description.StatisticsBufferLength];
        _headLosses = new double[model.GradientHeadLosses.Length];
        _sum = accumulate ? new AlignedBuffer(_gradient.Length) : null;
    }

    /// <summary>
    /// Computes the mean loss and the gradient of consecutive batches. Each batch counts by its samples, so the result is that of one large
    /// batch.
    /// </summary>
    /// <param name="firstBatch">The first batch.</param>
    /// <param name="endBatch">The batch after the last one.</param>
    /// <param name="gradient">The gradient; the caller may change it until the next call.</param>
    /// <returns>The mean loss.</returns>
    public double Compute(int firstBatch, int endBatch, out Span<float> gradient)
    {
        Statistics.CopyTo(_statistics);
        _states?.Note();
        if (endBatch == firstBatch + 1)
        {
            gradient = _gradient.Span;
            Batch alone = _batches[firstBatch];
            float only = Compute(alone);
            Weight = WeightOf(alone);
            _headLosses.AsSpan().Clear();
            AddHeads(1);
            return only;
        }

        gradient = _sum!.Span;
        gradient.Clear();
        _headLosses.AsSpan().Clear();
        double total = TotalWeight(firstBatch, endBatch),
            loss = 0;
        Weight = total;
        for (int index = firstBatch; index < endBatch; index++)
        {
            Batch batch = _batches[index];
            double weight = WeightOf(batch) / total;
            loss += Compute(batch) * weight;
            AddHeads(weight);
            ShardSum.AddScaled(gradient, _gradient.Span, (float)weight);
        }

        return loss;
    }

    /// <summary>Gives the model the running statistics back that it had before the latest gradient, and the lanes their states.</summary>
    public void TakeBackStatistics()
    {
        _states?.TakeBack();
        using ParameterGuard.Scope change = ParameterGuard.Changing(_model);
        _statistics.CopyTo(Statistics);
    }

    /// <inheritdoc/>
    public double Weight { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _headLosses;

    private void AddHeads(double weight)
    {
        ReadOnlySpan<float> losses = _model.GradientHeadLosses;
        for (int head = 0; head < losses.Length; head++)
            _headLosses[head] += losses[head] * weight;
    }

    private Span<float> Statistics => _model.Parameters[^_statistics.Length..];

    // Each batch by what its mean was divided by.
    private double TotalWeight(int firstBatch, int endBatch)
    {
        if (!TModel.Description.HasClassTargets && !_batches.HasWeights)
            return _batches.SampleCount(firstBatch, endBatch);
        double total = 0;
        for (int index = firstBatch; index < endBatch; index++)
            total += WeightOf(_batches[index]);
        return total == 0 ? 1 : total;
    }

    internal static double WeightOf(Batch batch) => batch.Weight(TModel.Description.HasClassTargets);

    private float Compute(Batch batch) =>
        Compute(_model, batch, _hasClasses, _states, _states is null ? default : _states.Of(batch.Count), _gradient.Span);

    /// <summary>The loss and gradient of a batch, whatever its targets are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="hasClasses">Whether its targets are class indices.</param>
    /// <param name="states">What is carried from batch to batch, or null.</param>
    /// <param name="lanes">The states of the batch's samples, where they are carried.</param>
    /// <param name="gradient">Receives the gradient.</param>
    internal static float Compute(
        TModel model,
        Batch batch,
        bool hasClasses,
        LaneStates? states,
        Span<float> lanes,
        Span<float> gradient
    ) =>
        states is not null ? states.Model.Gradient(batch.Inputs, batch.Targets, batch.Classes, lanes, gradient)
        : hasClasses ? model.Gradient(batch.Inputs, batch.Classes, gradient, default, batch.Weights)
        : model.Gradient(batch.Inputs, batch.Targets, gradient, default, batch.Weights);
}
