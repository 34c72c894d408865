namespace ModelCompiler;

/// <summary>The batches of a run, of one rank. Allocates nothing after the first epoch.</summary>
internal interface IBatchSource : IDisposable
{
    /// <summary>The batches of an epoch.</summary>
    int BatchCount { get; }

    /// <summary>The samples of a batch that is full.</summary>
    int BatchSize { get; }

    /// <summary>Whether samples have weights of their own.</summary>
    bool HasWeights { get; }

    /// <summary>A batch of the epoch; valid until another step begins or the next call.</summary>
    Batch this[int batch] { get; }

    /// <summary>One of the shards of a batch, which can be empty; valid as a batch is.</summary>
    Batch Shard(int batch, int shard, int shards);

    /// <summary>Prepares the order of an epoch, counted from 0.</summary>
    void BeginEpoch(int epoch);

    /// <summary>Waits until the batches of the step that begins with one can be taken.</summary>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    void Await(int batch, CancellationToken cancellationToken);

    /// <summary>The number of samples of consecutive batches.</summary>
    long SampleCount(int firstBatch, int endBatch);
}
