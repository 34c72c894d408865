namespace ModelCompiler;

/// <summary>Computes the loss and gradient of steps.</summary>
internal interface IGradientSource
{
    /// <summary>
    /// Computes the mean loss and the gradient of consecutive batches, as of one large batch, and moves running statistics, lanes and
    /// random state on. Does not allocate.
    /// </summary>
    /// <param name="firstBatch">The first batch.</param>
    /// <param name="endBatch">The batch after the last one.</param>
    /// <param name="gradient">The gradient; the caller may change it until the next call.</param>
    /// <returns>The mean loss.</returns>
    double Compute(int firstBatch, int endBatch, out Span<float> gradient);

    /// <summary>What the latest mean loss counts for: its samples, their weights, or the targets that count.</summary>
    double Weight { get; }

    /// <summary>
    /// The mean loss of each of several heads in the latest gradient, without its weight; empty where there is one, and where gradients are
    /// added from shards.
    /// </summary>
    ReadOnlySpan<double> HeadLosses { get; }

    /// <summary>Gives the model the running statistics back that it had before the latest gradient, and the lanes their states.</summary>
    void TakeBackStatistics();
}
