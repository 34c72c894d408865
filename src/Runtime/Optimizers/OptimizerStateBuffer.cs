namespace ModelCompiler;

/// <summary>
/// One named buffer of an optimizer's state, as <c>momentum</c>, with one value for each element of the parameter buffer, laid out like it.
/// </summary>
public sealed class OptimizerStateBuffer
{
    private readonly AlignedBuffer _values;

    /// <summary>Copies values, for instance from a file.</summary>
    /// <param name="name">The name, as in <see cref="Optimizer.State"/>.</param>
    /// <param name="values">One value for each element of the parameter buffer, in its layout.</param>
    public OptimizerStateBuffer(string name, ReadOnlySpan<float> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _values = new AlignedBuffer(values.Length);
        values.CopyTo(_values.Span);
    }

    internal OptimizerStateBuffer(string name, AlignedBuffer live)
    {
        Name = name;
        _values = live;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>
    /// The values, in the layout of the parameter buffer: <see cref="ParameterDescriptor.CopyTo"/> takes single parameters out.
    /// </summary>
    public ReadOnlySpan<float> Values => _values.Span;
}
