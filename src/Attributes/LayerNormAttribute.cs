namespace ModelCompiler;

/// <summary>
/// Layer normalisation over all values of a sample: <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>, with the variance of
/// the population (Ba 2016). As <c>torch.nn.LayerNorm</c> over the whole shape.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
