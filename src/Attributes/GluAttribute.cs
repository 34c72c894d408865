namespace ModelCompiler;

/// <summary>
/// The gated linear unit: the first half of an output along an axis times the sigmoid of the second half, as <c>torch.nn.GLU</c>
/// (Dauphin 2016).
/// </summary>
/// <param name="axis">The axis that is halved, counted from 0 without the batch (the channels of images), or from -1 for the last one,
/// which is the default as in PyTorch. Its length is even.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GluAttribute(int axis = -1) : LayerAttribute
{
    /// <summary>The axis that is halved.</summary>
    public int Axis { get; } = axis;
}
