namespace ModelCompiler;

/// <summary>
/// The largest value of an output over one axis, which falls away unless <see cref="KeepAxis"/> says otherwise, as <c>torch.max</c>. Of
/// several equal largest values the gradient goes to the first.
/// </summary>
/// <param name="axis">The axis, counted from 0 without the batch, or from -1 for the last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxOverAttribute(int axis) : LayerAttribute
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;

    /// <summary>
    /// Whether the axis stays, with one value; false by default. The only axis of a flat output always stays.
    /// </summary>
    public bool KeepAxis { get; set; }
}
