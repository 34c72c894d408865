namespace ModelCompiler;

/// <summary>The parameters and the running statistics of a batch normalisation, as live views of one value for each channel.</summary>
public readonly ref struct BatchNormParameters
{
    private readonly ParameterView _weights;
    private readonly ParameterView _bias;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="first">The position of the layer's first parameter among the model's: weight and bias when it has them, then the running mean and the running variance.</param>
    /// <param name="isAffine">Whether the layer has a weight and a bias.</param>
    public BatchNormParameters(ModelDescription description, Span<float> buffer, int first, bool isAffine)
    {
        ArgumentNullException.ThrowIfNull(description);
        IsAffine = isAffine;
        if (isAffine)
        {
            _weights = new ParameterView(description.Parameters[first++], buffer);
            _bias = new ParameterView(description.Parameters[first++], buffer);
        }

        RunningMean = new ParameterView(description.Parameters[first], buffer);
        RunningVariance = new ParameterView(description.Parameters[first + 1], buffer);
    }

    /// <summary>Whether the layer has a weight and a bias.</summary>
    public bool IsAffine { get; }

    /// <summary>What normalised values are multiplied by: [channels].</summary>
    /// <exception cref="InvalidOperationException">The layer was declared with <c>Affine = false</c>.</exception>
    public ParameterView Weights => IsAffine ? _weights : throw NotAffine();

    /// <summary>What is added to them: [channels].</summary>
    /// <exception cref="InvalidOperationException">The layer was declared with <c>Affine = false</c>.</exception>
    public ParameterView Bias => IsAffine ? _bias : throw NotAffine();

    /// <summary>The running mean: [channels].</summary>
    public ParameterView RunningMean { get; }

    /// <summary>The running, unbiased variance: [channels].</summary>
    public ParameterView RunningVariance { get; }

    private InvalidOperationException NotAffine() => new($"The layer of {RunningMean.Name} has neither weight nor bias: it was declared with Affine = false.");
}
