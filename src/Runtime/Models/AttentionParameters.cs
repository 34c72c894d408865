namespace ModelCompiler;

/// <summary>
/// The parameters of an attention, as live views: what makes queries, keys and values, packed or one matrix for each, and what maps
/// all heads together.
/// </summary>
public readonly ref struct AttentionParameters
{
    private readonly ModelDescription _description;
    private readonly Span<float> _buffer;
    private readonly int _first,
        _count;
    private readonly ParameterFreezing? _freezing;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="first">The position of the layer's first parameter among the model's.</param>
    /// <param name="count">The number of its parameters, which lie one after the other.</param>
    /// <param name="freezing">What is frozen of the model; null for the views of a gradient.</param>
    public AttentionParameters(ModelDescription description, Span<float> buffer, int first, int count, ParameterFreezing? freezing = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        _buffer = buffer;
        _first = first;
        _count = count;
        _freezing = freezing;
    }

    /// <summary>Whether one matrix makes queries, keys and values.</summary>
    public bool IsPacked => _count is 2 or 4 && Has("in_proj_weight");

    /// <summary>Whether the layer has biases.</summary>
    public bool HasBias => Has("out_proj.bias");

    /// <summary>What makes queries, keys and values, in this order: [3 size, size].</summary>
    /// <exception cref="InvalidOperationException">The layer has a matrix for each.</exception>
    public ParameterView InputWeight => Named("in_proj_weight");

    /// <summary>What is added to queries, keys and values: [3 size].</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias, or one for each.</exception>
    public ParameterView InputBias => Named("in_proj_bias");

    /// <summary>What makes queries: [size, size].</summary>
    /// <exception cref="InvalidOperationException">The layer has one matrix for queries, keys and values.</exception>
    public ParameterView QueryWeight => Named("q_proj.weight");

    /// <summary>What is added to queries: [size].</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias, or one for queries, keys and values.</exception>
    public ParameterView QueryBias => Named("q_proj.bias");

    /// <summary>What makes keys: [size of all heads of keys, size].</summary>
    /// <exception cref="InvalidOperationException">The layer has one matrix for queries, keys and values.</exception>
    public ParameterView KeyWeight => Named("k_proj.weight");

    /// <summary>What is added to keys: [size of all heads of keys].</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias, or one for queries, keys and values.</exception>
    public ParameterView KeyBias => Named("k_proj.bias");

    /// <summary>What makes values: [size of all heads of keys, size].</summary>
    /// <exception cref="InvalidOperationException">The layer has one matrix for queries, keys and values.</exception>
    public ParameterView ValueWeight => Named("v_proj.weight");

    /// <summary>What is added to values: [size of all heads of keys].</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias, or one for queries, keys and values.</exception>
    public ParameterView ValueBias => Named("v_proj.bias");

    /// <summary>What maps all heads together: [size, size].</summary>
    public ParameterView OutputWeight => Named("out_proj.weight");

    /// <summary>What is added in the end: [size].</summary>
    /// <exception cref="InvalidOperationException">The layer was declared with <c>Bias = false</c>.</exception>
    public ParameterView OutputBias => Named("out_proj.bias");

    /// <summary>Freezes all parameters until <see cref="Unfreeze"/>: see <see cref="ModelFreezing"/>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Lets the parameters learn again. Does nothing for a layer that was declared with <c>Trainable = false</c>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Unfreeze() => Set(frozen: false);

    private void Set(bool frozen) => ParameterFreezing.Of(_freezing, _description.Parameters[_first].Name).Set(_first, _count, frozen);

    private bool Has(string role) => Find(role) >= 0;

    private ParameterView Named(string role) =>
        Find(role) is >= 0 and var position
            ? new ParameterView(_description.Parameters[position], _buffer)
            : throw new InvalidOperationException(
                $"The attention of {_description.Parameters[_first].Name} has no parameter {role}: it was declared with other "
                    + "projections, or without bias."
            );

    private int Find(string role)
    {
        for (int position = _first; position < _first + _count; position++)
            if (_description.Parameters[position].Name.EndsWith("." + role, StringComparison.Ordinal))
                return position;
        return -1;
    }
}
