namespace ModelCompiler;

/// <summary>How many values a learned parameter of an activation has.</summary>
public enum ParameterSharing
{
    /// <summary>One for all values: PyTorch's default for a PReLU, <c>num_parameters=1</c>.</summary>
    Shared,

    /// <summary>One for each channel, the first dimension: PyTorch's <c>num_parameters=channels</c>.</summary>
    PerChannel,

    /// <summary>One for each value of a sample: Keras's default.</summary>
    PerValue,
}
