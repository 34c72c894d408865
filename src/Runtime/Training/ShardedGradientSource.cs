using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// The loss and gradient of steps whose batches are cut into a fixed number of shards. Each shard is computed as if it were alone, from the
/// model as it was before the step and with random numbers of its own, so that nothing depends on which rank does it. Allocates only when
/// created.
/// </summary>
/// <remarks>
/// Running statistics go on from those before the step in every shard; their changes travel in the gradient's tail, which is zeros
/// otherwise, and come back as a weighted mean.
/// </remarks>
internal sealed class ShardedGradientSource<TModel> : IGradientSource
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly IBatchSource _batches;
    private readonly bool _hasClasses;
    private readonly World _world;
    private readonly LaneStates? _states;
    private readonly int _shards;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer[] _leaves;
    private readonly AlignedBuffer? _ofBatch;
    private readonly float[] _statistics;
    private readonly ShardExchange _exchange;
    private readonly RankBlocks _laneBlocks;
    private ulong _randomState;

    /// <summary>Reserves the buffers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="hasClasses">Whether targets are class indices.</param>
    /// <param name="accumulate">Whether steps may have several batches.</param>
    /// <param name="states">What is carried from batch to batch, or null.</param>
    /// <param name="shards">The shards of a batch.</param>
    /// <param name="world">The ranks that share them.</param>
    /// <param name="ballot">Where the ranks' votes are counted.</param>
    public ShardedGradientSource(
        TModel model,
        IBatchSource batches,
        bool hasClasses,
        bool accumulate,
        LaneStates? states,
        int shards,
        World world,
        Ballot ballot
    )
    {
        _model = model;
        _batches = batches;
        _hasClasses = hasClasses;
        _states = states;
        _shards = shards;
        _world = world;
        int length = TModel.Description.ParameterBufferLength;
        (int first, int end) = ShardRange.OfRank(world.Rank, world.Size, shards);
        _gradient = new AlignedBuffer(length);
        _leaves = [.. Enumerable.Range(first, end - first).Select(_ => new AlignedBuffer(length))];
        _ofBatch = accumulate ? new AlignedBuffer(length) : null;
        _statistics = new float[TModel.Description.StatisticsBufferLength];
        _exchange = new ShardExchange(world, shards, _leaves, ballot);
        _laneBlocks = RankBlocks.Of([
            .. Enumerable
                .Range(0, world.Size)
                .Select(rank => ShardRange.OfRank(rank, world.Size, shards))
                .Select(own => (own.First, Last: own.End - 1))
                .Select(own =>
                    ShardRange.Places(own.Last, shards, batches.BatchSize).End
                    - ShardRange.Places(own.First, shards, batches.BatchSize).First
                )
                .Select(lanes => lanes * (states?.Size ?? 0) * sizeof(float)),
        ]);
    }

    /// <inheritdoc/>
    public double Weight => _exchange.TotalWeight;

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => default;

    private Span<float> Statistics => _model.Parameters[^_statistics.Length..];

    /// <inheritdoc/>
    public double Compute(int firstBatch, int endBatch, out Span<float> gradient)
    {
        Statistics.CopyTo(_statistics);
        _states?.Note();
        _randomState = _model.RandomState;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
            ComputeShard(leaf, firstBatch, endBatch);
        _model.RandomState = _randomState + ((ulong)(endBatch - firstBatch) * (ulong)_shards);

        gradient = _gradient.Span;
        double loss = _exchange.Sum(areWeighted: endBatch > firstBatch + 1, gradient, _model.MaxDegreeOfParallelism);
        if (_states is not null)
            _world.Gather(MemoryMarshal.AsBytes(_states.Values), _laneBlocks.AsBlocks);
        if (_statistics.Length == 0)
            return loss;
        Span<float> changes = gradient[^_statistics.Length..];
        using (ParameterGuard.Changing(_model))
            for (int i = 0; i < changes.Length; i++)
                Statistics[i] = _statistics[i] + changes[i];
        changes.Clear();
        return loss;
    }

    /// <inheritdoc/>
    public void TakeBackStatistics()
    {
        _states?.TakeBack();
        PutBackStatistics();
    }

    // With one batch a step the weight is left to the sum; several are weighted here, while they are added.
    private void ComputeShard(int leaf, int firstBatch, int endBatch)
    {
        int shard = _exchange.FirstShard + leaf;
        bool several = endBatch > firstBatch + 1;
        Span<float> sum = _leaves[leaf].Span;
        double total = 0,
            loss = 0;
        PutBackStatistics();
        if (several)
            sum.Clear();
        for (int index = firstBatch; index < endBatch; index++)
        {
            Batch batch = _batches.Shard(index, shard, _shards);
            if (batch.Count == 0)
                continue;
            _model.RandomState = _randomState + ((ulong)(index - firstBatch) * (ulong)_shards) + (ulong)shard;
            Span<float> gradient = several ? _ofBatch!.Span : sum;
            double weight = GradientSource<TModel>.WeightOf(batch);
            loss += Compute(batch, shard, gradient) * weight;
            total += weight;
            if (several)
                ShardSum.AddScaled(sum, gradient, (float)weight);
        }

        if (total == 0)
            sum.Clear();
        else
            NoteStatistics(sum[^_statistics.Length..], several ? (float)total : 1);
        _exchange.Weights[shard] = total;
        _exchange.Losses[shard] = loss;
    }

    private float Compute(Batch batch, int shard, Span<float> gradient)
    {
        Span<float> lanes = _states is null
            ? default
            : _states.Of(ShardRange.Places(shard, _shards, _batches.BatchSize).First, batch.Count);
        return GradientSource<TModel>.Compute(_model, batch, _hasClasses, _states, lanes, gradient);
    }

    private void NoteStatistics(Span<float> changes, float weight)
    {
        ReadOnlySpan<float> now = Statistics;
        for (int i = 0; i < changes.Length; i++)
            changes[i] = (now[i] - _statistics[i]) * weight;
    }

    private void PutBackStatistics()
    {
        using ParameterGuard.Scope change = ParameterGuard.Changing(_model);
        _statistics.CopyTo(Statistics);
    }
}
