namespace ModelCompiler;

/// <summary>
/// Normalisation by the root mean square: <c>y = x / sqrt(mean(x^2) + Epsilon) * weight</c> (Zhang 2019). Over the features of each step of
/// a sequence, as <c>torch.nn.RMSNorm(features)</c>; over all values of any other sample, as <c>torch.nn.RMSNorm</c> over the whole shape.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>
    /// The axis to normalise over, without the batch: from 0, or from -1 backwards. That of the channels of an image or a signal (0)
    /// normalises each position by itself, with a weight for each channel; that of the features (-1) is a sequence's default.
    /// </summary>
    public int Axis { get; set; }

    /// <summary>What is added to the mean square, above 0; 2^-23 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1.1920928955078125e-7;
}
