namespace ModelCompiler;

/// <summary>A layer that exchanges two axes of an output, as <c>torch.transpose</c>; by default the last two.</summary>
/// <param name="first">An axis, counted from 0 without the batch, or from -1 for the last one.</param>
/// <param name="second">The other axis, counted in the same way.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TransposeAttribute(int first = -2, int second = -1) : LayerAttribute
{
    /// <summary>One of the axes.</summary>
    public int First { get; } = first;

    /// <summary>The other one.</summary>
    public int Second { get; } = second;
}
