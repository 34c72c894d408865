namespace ModelCompiler;

/// <summary>
/// A layer that is one of several equal parts of an output along one axis, as an element of what <c>torch.chunk</c> returns. Each part that
/// is wanted is a layer of its own, with the same <see cref="LayerAttribute.From"/> and a name.
/// </summary>
/// <param name="parts">The number of parts; it divides the axis.</param>
/// <param name="part">Which part this is, from 0.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SplitAttribute(int parts, int part) : LayerAttribute
{
    /// <summary>The number of parts.</summary>
    public int Parts { get; } = parts;

    /// <summary>Which part this is, from 0.</summary>
    public int Part { get; } = part;

    /// <summary>The axis, counted from 0 without the batch, or from -1 for the last one; 0 by default, the channels of images.</summary>
    public int Axis { get; set; }
}
