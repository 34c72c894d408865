namespace ModelCompiler;

/// <summary>The parameters of a recurrent layer, as live views: of each of its layers, and of each direction.</summary>
public readonly ref struct RecurrentParameters
{
    private readonly ModelDescription _description;
    private readonly Span<float> _buffer;
    private readonly int _first;
    private readonly ParameterFreezing? _freezing;

    /// <summary>Creates the views of a layer from the positions of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="first">The position of the layer's first parameter among the model's.</param>
    /// <param name="layers">The number of layers.</param>
    /// <param name="directions">The number of directions, 1 or 2.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    /// <param name="hasCandidate">Whether the candidate state has a weight of its own, as with <c>ResetBefore</c>.</param>
    /// <param name="freezing">What is frozen of the model; null for the views of a gradient.</param>
    public RecurrentParameters(
        ModelDescription description,
        Span<float> buffer,
        int first,
        int layers,
        int directions,
        bool hasBias,
        bool hasCandidate,
        ParameterFreezing? freezing = null
    )
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        _buffer = buffer;
        _first = first;
        Layers = layers;
        Directions = directions;
        HasBias = hasBias;
        HasCandidate = hasCandidate;
        _freezing = freezing;
    }

    /// <summary>Creates the views of a layer whose candidate state has no weight of its own.</summary>
    /// <inheritdoc cref="RecurrentParameters(ModelDescription, Span{float}, int, int, int, bool, bool, ParameterFreezing)"/>
    public RecurrentParameters(
        ModelDescription description,
        Span<float> buffer,
        int first,
        int layers,
        int directions,
        bool hasBias,
        ParameterFreezing? freezing = null
    )
        : this(description, buffer, first, layers, directions, hasBias, hasCandidate: false, freezing) { }

    /// <summary>The number of layers on top of one another.</summary>
    public int Layers { get; }

    /// <summary>The number of directions: 2 of a bidirectional layer, otherwise 1.</summary>
    public int Directions { get; }

    /// <summary>Whether there are biases.</summary>
    public bool HasBias { get; }

    /// <summary>Whether the candidate state has a weight of its own: that of a GRU declared with <c>ResetBefore</c>.</summary>
    public bool HasCandidate { get; }

    /// <summary>What the input is multiplied with: [gates · units, inputs]. PyTorch's <c>weight_ih_l0</c>.</summary>
    /// <param name="layer">The layer, from 0 on.</param>
    /// <param name="isReverse">Whether it is the direction from the last step to the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or no second direction.</exception>
    public ParameterView InputWeight(int layer = 0, bool isReverse = false) => View(layer, isReverse, 0);

    /// <summary>What the state is multiplied with: [gates · units, units]. PyTorch's <c>weight_hh_l0</c>.</summary>
    /// <inheritdoc cref="InputWeight"/>
    public ParameterView RecurrentWeight(int layer = 0, bool isReverse = false) => View(layer, isReverse, 1);

    /// <summary>What is added to the input's product: [gates · units]. PyTorch's <c>bias_ih_l0</c>.</summary>
    /// <inheritdoc cref="InputWeight"/>
    /// <exception cref="InvalidOperationException">The layer was declared with <c>Bias = false</c>.</exception>
    public ParameterView InputBias(int layer = 0, bool isReverse = false) => Bias(layer, isReverse, 2);

    /// <summary>What is added to the state's product: [gates · units]. PyTorch's <c>bias_hh_l0</c>.</summary>
    /// <inheritdoc cref="InputBias"/>
    public ParameterView RecurrentBias(int layer = 0, bool isReverse = false) => Bias(layer, isReverse, 3);

    /// <summary>
    /// What the state is multiplied with once it is reset, of a GRU with <c>ResetBefore</c>: [units, units], <c>weight_hn_l0</c>.
    /// </summary>
    /// <inheritdoc cref="InputWeight"/>
    /// <exception cref="InvalidOperationException">The layer was declared without <c>ResetBefore</c>.</exception>
    public ParameterView CandidateWeight(int layer = 0, bool isReverse = false) =>
        HasCandidate
            ? View(layer, isReverse, HasBias ? 4 : 2)
            : throw new InvalidOperationException(
                $"The candidate state of {InputWeight().Name} has no weight of its own: it has the last rows of {nameof(RecurrentWeight)}."
            );

    /// <summary>What is added to that product: [units], <c>bias_hn_l0</c>.</summary>
    /// <inheritdoc cref="CandidateWeight"/>
    public ParameterView CandidateBias(int layer = 0, bool isReverse = false) =>
        HasCandidate
            ? Bias(layer, isReverse, 5)
            : throw new InvalidOperationException(
                $"The candidate state of {InputWeight().Name} has no bias of its own: it has the last rows of {nameof(RecurrentBias)}."
            );

    /// <summary>Freezes all of them until <see cref="Unfreeze"/>: see <see cref="ModelFreezing"/>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Freeze() => Set(frozen: true);

    /// <summary>Lets all of them learn again. Does nothing for a layer that was declared with <c>Trainable = false</c>.</summary>
    /// <exception cref="InvalidOperationException">These are the views of a gradient, not of a model.</exception>
    public void Unfreeze() => Set(frozen: false);

    private int Each => (HasBias ? 2 : 1) * (HasCandidate ? 3 : 2);

    private ParameterView Bias(int layer, bool isReverse, int place) =>
        HasBias
            ? View(layer, isReverse, place)
            : throw new InvalidOperationException($"The layer of {InputWeight().Name} has no bias: it was declared with Bias = false.");

    private ParameterView View(int layer, bool isReverse, int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Layers);
        if (isReverse && Directions == 1)
            throw new ArgumentOutOfRangeException(nameof(isReverse), isReverse, "The layer has one direction: it is not bidirectional.");
        int position = _first + (((layer * Directions) + (isReverse ? 1 : 0)) * Each) + place;
        return new ParameterView(_description.Parameters[position], _buffer);
    }

    private void Set(bool frozen) =>
        ParameterFreezing.Of(_freezing, InputWeight().Name).Set(InputWeight().Descriptor.Index, Layers * Directions * Each, frozen);
}
