namespace ModelCompiler;

/// <summary>
/// A layer that takes a part of an output along one axis: the values from <c>start</c> to before <c>stop</c>, as <c>x[start:stop]</c> in
/// PyTorch. Several slices of one layer, each with <see cref="LayerAttribute.From"/>, take it apart.
/// </summary>
/// <param name="axis">The axis, counted from 0 without the batch, or from -1 for the last one.</param>
/// <param name="start">The first value, counted from 0, or from -1 for the last one.</param>
/// <param name="stop">The value behind the last one, counted in the same way; by default the end.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SliceAttribute(int axis, int start, int stop = int.MaxValue) : LayerAttribute
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;

    /// <summary>The first value.</summary>
    public int Start { get; } = start;

    /// <summary>The value behind the last one; <see cref="int.MaxValue"/> is the end.</summary>
    public int Stop { get; } = stop;

    /// <summary>The distance from one value to the next, at least 1; 1 by default.</summary>
    public int Step { get; set; } = 1;
}
