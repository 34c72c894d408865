namespace ModelCompiler;

/// <summary>
/// <c>exp(x_i) / sum_j exp(x_j)</c>: probabilities over the features of each step of a sequence, or over all values of any other sample.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>
    /// The axis that the probabilities sum to 1 over, without the batch: from 0, or from -1 backwards. That of the channels of an image or
    /// a signal (0) treats each position by itself, as <c>torch.softmax(x, dim=1)</c>; that of the features (-1) is a sequence's default.
    /// </summary>
    public int Axis { get; set; }
}
