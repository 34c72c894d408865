namespace ModelCompiler;

/// <summary>
/// Instance normalisation: <c>y = (x - mean) / sqrt(variance + Epsilon)</c> for each channel of an image or a signal of one sample by
/// itself, with the variance of the population (Ulyanov 2016). As <c>torch.nn.InstanceNorm2d</c> and <c>InstanceNorm1d</c> without running
/// statistics.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>
    /// Whether the layer learns a weight and a bias for each channel, which start as 1 and 0; false by default, as in PyTorch.
    /// </summary>
    public bool Affine { get; set; }
}
