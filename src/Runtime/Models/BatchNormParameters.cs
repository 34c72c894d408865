namespace ModelCompiler;

/// <summary>The parameters and the running statistics of a batch normalisation, as live views of one value for each channel.</summary>
public readonly ref struct BatchNormParameters
{
    private readonly ParameterView _weights;
    private readonly ParameterView _bias;
    private readonly ParameterFreezing? _freezing;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="first">The position of the layer's first parameter among the model's: weight and bias when it has them, then the
    /// running mean and the running variance.</param>
    /// <param name="isAffine">Whether the layer has a weight and a bias.</param>
    /// <param name="freezing">What is frozen of the model; null for the views of a gradient.</param>
    public BatchNormParameters(
        ModelDescription description,
        Span<float> buffer,
        int first,
        bool isAffine,
        ParameterFreezing? freezing = null
    )
    {
        ArgumentNullException.ThrowIfNull(description);
        IsAffine = isAffine;
        _freezing = freezing;
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
    public ParameterView Weight => IsAffine ? _weights : throw NotAffine();

    /// <summary>What is added to them: [channels].</summary>
    /// <exception cref="InvalidOperationException">The layer was declared with <c>Affine = false</c>.</exception>
    public ParameterView Bias => IsAffine ? _bias : throw NotAffine();

    /// <summary>The running mean: [channels].</summary>
    public ParameterView RunningMean { get; }

    /// <summary>The running, unbiased variance: [channels].</summary>
    public ParameterView RunningVariance { get; }

    /// <summary>
    /// Freezes weight and bias until <see cref="Unfreeze"/>: see <see cref="ModelFreezing"/>. Gradients still use the statistics of their
    /// batch and let the running ones follow, as PyTorch's <c>requires_grad_(False)</c> does; a layer that is declared with <c>Trainable =
    /// false</c> does not.
    /// </summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Lets weight and bias learn again. Does nothing for a layer that was declared with <c>Trainable = false</c>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Unfreeze() => Set(frozen: false);

    private void Set(bool frozen)
    {
        ParameterFreezing freezing = ParameterFreezing.Of(_freezing, RunningMean.Name);
        if (IsAffine)
            freezing.Set(_weights.Descriptor.Index, 2, frozen);
    }

    private InvalidOperationException NotAffine() =>
        new($"The layer of {RunningMean.Name} has neither weight nor bias: it was declared with Affine = false.");
}
