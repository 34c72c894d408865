namespace ModelCompiler;

/// <summary>A layer that reverses an output along axes, as <c>torch.flip</c>.</summary>
/// <param name="axes">The axes, counted from 0 without the batch, or from -1 for the last one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlipAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>The axes.</summary>
    public int[] Axes { get; } = axes;
}
