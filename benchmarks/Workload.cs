namespace ModelCompiler.Benchmarks;

/// <summary>The optimizers that the workloads use.</summary>
internal enum OptimizerKind
{
    /// <summary>Plain stochastic gradient descent, without momentum.</summary>
    Sgd,

    /// <summary>Adam with PyTorch's defaults.</summary>
    Adam,
}

/// <summary>What makes a workload a training step: one gradient of the batch and one step of the optimizer.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="LearningRate">
/// Small, so that tens of thousands of steps on one batch do not end in saturated outputs and denormal gradients.
/// </param>
/// <param name="WithInputGradient">Whether the gradient by the inputs is computed too.</param>
internal sealed record Training(Loss Loss, OptimizerKind Optimizer, float LearningRate, bool WithInputGradient = false);

/// <summary>One unit of work that every engine does with the same numbers.</summary>
/// <param name="Name">The row's name in the table and in the result file.</param>
/// <param name="Network">The network.</param>
/// <param name="Batch">The number of samples of one operation.</param>
/// <param name="Training">The training step, or null for a prediction.</param>
/// <param name="Threads">The number of threads an engine may use.</param>
internal sealed record Workload(string Name, Network Network, int Batch, Training? Training = null, int Threads = 1)
{
    /// <summary>The floating-point operations of one operation, a multiply-add counted as two.</summary>
    public long Flops =>
        Batch
        * (
            Training is null ? Network.ForwardFlops
            : Training.WithInputGradient ? 3 * Network.ForwardFlops
            : Network.GradientFlops
        );
}
