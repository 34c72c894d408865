namespace ModelCompiler;

/// <summary>
/// Batch normalisation of each feature of a flat layer, or of each channel of an image or a signal: <c>y = (x - mean) / sqrt(variance +
/// Epsilon) * weight + bias</c> (Ioffe and Szegedy 2015). As <c>torch.nn.BatchNorm1d</c> and <c>BatchNorm2d</c>.
/// </summary>
/// <remarks>
/// A gradient uses mean and variance (of the population) of its batch, which needs more than one value for each channel, and lets the
/// running statistics follow. Predictions and losses use the running statistics, as does everything when the layer is frozen (<c>Trainable
/// = false</c>): then it is a fixed multiply-add, as in PyTorch after <c>eval()</c>. The running statistics are saved as
/// <c>running_mean</c> and <c>running_var</c>; no optimizer changes them.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>
    /// How much a batch counts in the running statistics, from 0 to 1; 0.1 by default: <c>running = (1 - Momentum) * running + Momentum *
    /// batch</c>, with the unbiased variance. PyTorch's meaning; Keras calls <c>1 - Momentum</c> so.
    /// </summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>What is added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether the layer learns a weight and a bias for each channel, which start as 1 and 0; true by default.</summary>
    public bool Affine { get; set; } = true;
}
