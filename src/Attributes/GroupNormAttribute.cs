namespace ModelCompiler;

/// <summary>
/// Group normalisation: <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>, mean and variance (of the population) over the
/// channels of a group and all their positions, in one sample by itself (Wu and He 2018). As <c>torch.nn.GroupNorm</c>; the weight and the
/// bias have one value for each channel.
/// </summary>
/// <param name="groups">The number of groups, which divides the channels of a vector, a signal or an image.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>What is added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether the layer learns a weight and a bias for each channel, which start as 1 and 0; true by default.</summary>
    public bool Affine { get; set; } = true;
}
