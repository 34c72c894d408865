namespace ModelCompiler;

/// <summary>Declares the shape of one sample: every dimension except the batch.</summary>
/// <remarks>
/// Images are channels first: <c>[Input(1, 28, 28)]</c> is one channel of 28 rows of 28 columns. A model may have several inputs, each
/// with a <see cref="Name"/>, which layers then read by it (<c>From = "state"</c>). The first layer reads the first of them. A sample is
/// then one row: the values of the first input, those of the second behind them, and so on.
/// </remarks>
/// <param name="shape">The dimensions, each at least 1; a single number is a flat vector, two are a signal of [channels, length], three an
/// image of [channels, height, width]. A sequence of steps is declared by <see cref="SequenceAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The dimensions of one sample, without the batch.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The name by which layers read the input; needed where there are several. One is called <c>input</c> as well.</summary>
    public string? Name { get; set; }
}
