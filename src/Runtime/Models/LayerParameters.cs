namespace ModelCompiler;

/// <summary>
/// The parameters of one layer with a weight and a bias, and of an activation that learns, as live views.
/// </summary>
public readonly ref struct LayerParameters
{
    private readonly ModelDescription _description;
    private readonly Span<float> _buffer;
    private readonly ParameterFreezing? _freezing;
    private readonly int _weight,
        _bias,
        _learned,
        _learnedCount;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="weight">The position of the weight among the model's parameters, or a negative number when there is none.</param>
    /// <param name="bias">The position of the bias, or a negative number when there is none.</param>
    /// <param name="freezing">What is frozen of the model; null for the views of a gradient.</param>
    /// <param name="learned">The position of the first parameter of the layer's activation.</param>
    /// <param name="learnedCount">The number of parameters of the activation.</param>
    public LayerParameters(
        ModelDescription description,
        Span<float> buffer,
        int weight,
        int bias,
        ParameterFreezing? freezing = null,
        int learned = 0,
        int learnedCount = 0
    )
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        _buffer = buffer;
        _weight = weight;
        _bias = bias;
        _freezing = freezing;
        _learned = learned;
        _learnedCount = learnedCount;
    }

    /// <summary>
    /// The weight: [out, in] of a dense layer, [out, in / groups, height, width] of a convolution, one for each value of a sample of an
    /// elementwise layer.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer has none: it is an activation that learns.</exception>
    public ParameterView Weight =>
        _weight >= 0
            ? View(_weight)
            : throw new InvalidOperationException($"The layer of {NameOf(_learned)} has no weight; ask for Learned(name).");

    /// <summary>Whether the layer has a bias.</summary>
    public bool HasBias => _bias >= 0;

    /// <summary>The bias: [out] of a dense layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has none, as one that was declared with <c>Bias = false</c>.</exception>
    public ParameterView Bias => HasBias ? View(_bias) : throw new InvalidOperationException($"The layer of {NameOf(First)} has no bias.");

    /// <summary>A parameter of the layer's activation, which is marked <see cref="LearnedAttribute"/>.</summary>
    /// <param name="name">The name of the method's parameter.</param>
    /// <exception cref="ArgumentException">The activation learns no parameter of that name.</exception>
    public ParameterView Learned(string name)
    {
        for (int position = _learned; position < _learned + _learnedCount; position++)
            if (NameOf(position).EndsWith("." + name, StringComparison.Ordinal))
                return View(position);
        throw new ArgumentException($"The activation of {NameOf(First)} learns no parameter '{name}'.", nameof(name));
    }

    /// <summary>Freezes all of them until <see cref="Unfreeze"/>: see <see cref="ModelFreezing"/>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Lets all of them learn again. Does nothing for a layer that was declared with <c>Trainable = false</c>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Unfreeze() => Set(frozen: false);

    private int First =>
        _weight >= 0 ? _weight
        : _learnedCount > 0 ? _learned
        : _bias;

    private ParameterView View(int position) => new(_description.Parameters[position], _buffer);

    private string NameOf(int position) => _description.Parameters[position].Name;

    private void Set(bool frozen)
    {
        ParameterFreezing freezing = ParameterFreezing.Of(_freezing, NameOf(First));
        if (_weight >= 0)
            freezing.Set(_weight, 1, frozen);
        if (HasBias)
            freezing.Set(_bias, 1, frozen);
        if (_learnedCount > 0)
            freezing.Set(_learned, _learnedCount, frozen);
    }
}
