namespace ModelCompiler;

/// <summary>
/// A layer that puts the axes of an output in another order, as <c>torch.permute</c>: the axis k of the result is the axis
/// <c>axes[k]</c> of the input. Values move, none changes.
/// </summary>
/// <param name="axes">Every axis of the input once, counted from 0 without the batch, or from -1 for the last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>The axes of the input in their new order.</summary>
    public int[] Axes { get; } = axes;
}
