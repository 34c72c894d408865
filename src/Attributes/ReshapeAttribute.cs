namespace ModelCompiler;

/// <summary>
/// A layer that gives the values of an output another shape with the same number of values, in the same order. Costs nothing.
/// </summary>
/// <param name="shape">The shape of one sample, without the batch: channels, rows and columns for images.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The shape of one sample, without the batch.</summary>
    public int[] Shape { get; } = shape;
}
