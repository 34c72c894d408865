namespace ModelCompiler;

/// <summary>Declares the shape of one sample: every dimension except the batch.</summary>
/// <remarks>Images are channels first: <c>[Input(1, 28, 28)]</c> is one channel of 28 rows of 28 columns.</remarks>
/// <param name="shape">The dimensions, each at least 1; a single number is a flat vector, two are a signal of [channels, length], three an
/// image of [channels, height, width]. A sequence of steps is declared by <see cref="SequenceAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The dimensions of one sample, without the batch.</summary>
    public int[] Shape { get; } = shape;
}
