namespace ModelCompiler;

/// <summary>A layer whose values are the sums of all values up to them along an axis, as <c>torch.cumsum</c>.</summary>
/// <param name="axis">The axis, counted from 0 without the batch, or from -1 for the last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CumulativeSumAttribute(int axis) : LayerAttribute
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;
}
