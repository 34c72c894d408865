namespace ModelCompiler;

/// <summary>
/// Normalisation of all values of a sample by their root mean square: <c>y = x / sqrt(mean(x^2) + Epsilon) * weight</c> (Zhang 2019). As
/// <c>torch.nn.RMSNorm</c> over the whole shape.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>What is added to the mean square, above 0; 2^-23 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1.1920928955078125e-7;
}
