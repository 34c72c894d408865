namespace ModelCompiler;

/// <summary>The parameters of one layer with a weight and a bias, as live views.</summary>
public readonly ref struct LayerParameters
{
    private readonly ParameterView _bias;
    private readonly ParameterFreezing? _freezing;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="weight">The position of the weight among the model's parameters.</param>
    /// <param name="bias">The position of the bias, or a negative number when there is none.</param>
    /// <param name="freezing">What is frozen of the model; null for the views of a gradient.</param>
    public LayerParameters(ModelDescription description, Span<float> buffer, int weight, int bias, ParameterFreezing? freezing = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        Weight = new ParameterView(description.Parameters[weight], buffer);
        HasBias = bias >= 0;
        _freezing = freezing;
        if (HasBias)
            _bias = new ParameterView(description.Parameters[bias], buffer);
    }

    /// <summary>
    /// The weight: [out, in] of a dense layer, [out, in / groups, height, width] of a convolution, one for each value of a sample of an
    /// elementwise layer.
    /// </summary>
    public ParameterView Weight { get; }

    /// <summary>Whether the layer has a bias.</summary>
    public bool HasBias { get; }

    /// <summary>The bias: [out] of a dense layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has none, as one that was declared with <c>Bias = false</c>.</exception>
    public ParameterView Bias => HasBias ? _bias : throw new InvalidOperationException($"The layer of {Weight.Name} has no bias.");

    /// <summary>Freezes weight and bias until <see cref="Unfreeze"/>: see <see cref="ModelFreezing"/>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Lets weight and bias learn again. Does nothing for a layer that was declared with <c>Trainable = false</c>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Unfreeze() => Set(frozen: false);

    private void Set(bool frozen)
    {
        ParameterFreezing freezing = ParameterFreezing.Of(_freezing, Weight.Name);
        freezing.Set(Weight.Descriptor.Index, 1, frozen);
        if (HasBias)
            freezing.Set(_bias.Descriptor.Index, 1, frozen);
    }
}
