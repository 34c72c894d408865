namespace ModelCompiler;

/// <summary>How a parameter starts.</summary>
/// <param name="Kind">The distribution; <see cref="Initializer.Default"/> stands for zeros here.</param>
/// <param name="Value">The constant, the standard deviation or the bound, for the kinds that have one.</param>
/// <param name="FanIn">The number of inputs of one output.</param>
/// <param name="FanOut">The number of outputs of one input.</param>
public readonly record struct ParameterInitialization(Initializer Kind, float Value, int FanIn, int FanOut)
{
    private readonly int _rowOfZeros;

    /// <summary>The row of a table that starts as zeros whatever the others are, or -1.</summary>
    public int ZeroRow
    {
        get => _rowOfZeros - 1;
        init => _rowOfZeros = value + 1;
    }
}
