namespace ModelCompiler;

/// <summary>
/// The sum of an output over one axis, which falls away unless <see cref="KeepAxis"/> says otherwise, as <c>torch.sum</c>.
/// </summary>
/// <param name="axis">The axis, counted from 0 without the batch, or from -1 for the last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SumOverAttribute(int axis) : LayerAttribute
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;

    /// <summary>
    /// Whether the axis stays, with one value; false by default. The only axis of a flat output always stays.
    /// </summary>
    public bool KeepAxis { get; set; }
}
