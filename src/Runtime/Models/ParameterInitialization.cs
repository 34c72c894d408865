namespace ModelCompiler;

/// <summary>How a parameter starts.</summary>
/// <param name="Kind">The distribution; <see cref="Initializer.Default"/> stands for zeros here.</param>
/// <param name="Value">The constant, the standard deviation, the bound or the gain, for the kinds that have one.</param>
/// <param name="FanIn">The number of inputs of one output.</param>
/// <param name="FanOut">The number of outputs of one input.</param>
public readonly record struct ParameterInitialization(Initializer Kind, float Value, int FanIn, int FanOut)
{
    /// <summary>
    /// The rows that start at one value whatever the others are: the padding of an embedding, the forget gate's part of a bias. None by
    /// default.
    /// </summary>
    public ConstantRows Rows { get; init; }
}
