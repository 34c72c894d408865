namespace ModelCompiler;

/// <summary>How many slopes a <see cref="PReluAttribute"/> learns.</summary>
public enum PReluSlopes
{
    /// <summary>One for all values: PyTorch's default, <c>num_parameters=1</c>.</summary>
    Shared,

    /// <summary>One for each channel, the first dimension: PyTorch's <c>num_parameters=channels</c>.</summary>
    PerChannel,

    /// <summary>One for each value of a sample: Keras's default.</summary>
    PerValue,
}
