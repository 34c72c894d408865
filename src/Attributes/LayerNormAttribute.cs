namespace ModelCompiler;

/// <summary>
/// Layer normalisation: <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>, with the variance of the population (Ba 2016).
/// Over the features of each step of a sequence, as <c>torch.nn.LayerNorm(features)</c>; over all values of any other sample, as
/// <c>torch.nn.LayerNorm</c> over the whole shape.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>
    /// The axis to normalise over, without the batch: from 0, or from -1 backwards. That of the channels of an image or a signal (0)
    /// normalises each position by itself, with a weight and a bias for each channel; that of the features (-1) is a sequence's default.
    /// </summary>
    public int Axis { get; set; }

    /// <summary>What is added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
