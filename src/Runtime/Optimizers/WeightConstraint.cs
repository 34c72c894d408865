namespace ModelCompiler;

/// <summary>
/// What parameters are made to obey after every step, as the constraints of Keras: set them for a <see cref="ParameterGroup"/>. Immutable
/// and thread-safe.
/// </summary>
/// <remarks>
/// The norm is that of all weights into one output, the unit: a row of a <c>[out, in]</c> weight, a kernel over all its channels, a row of
/// an embedding. Constraints of norms concern parameters of two and more dimensions; biases, and scales of norms, are left alone. A unit
/// that breaks a limit is multiplied by <c>limit / (norm + 1e-7)</c>, as in Keras; others keep their bits.
/// </remarks>
public abstract class WeightConstraint
{
    private protected WeightConstraint() { }

    /// <summary>Negative values become zero: Keras' <c>NonNeg</c>.</summary>
    public static WeightConstraint NonNegative { get; } = new NonNegativeConstraint();

    /// <summary>Every unit has a Euclidean norm of 1: Keras' <c>UnitNorm</c>. A unit of zeros stays one.</summary>
    public static WeightConstraint UnitNorm { get; } = new NormConstraint(1, 1);

    /// <summary>No unit has a larger Euclidean norm: Keras' <c>MaxNorm</c>, whose default is 2.</summary>
    /// <param name="maximum">The limit, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public static WeightConstraint MaxNorm(double maximum = 2) => new NormConstraint(0, Hyperparameter.Positive(maximum, nameof(maximum)));

    /// <summary>
    /// Every unit's Euclidean norm lies between two limits: Keras' <c>MinMaxNorm</c> with a rate of 1. A unit of zeros stays one.
    /// </summary>
    /// <param name="minimum">The lower limit, at least 0.</param>
    /// <param name="maximum">The upper limit, greater than 0 and at least the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public static WeightConstraint MinMaxNorm(double minimum, double maximum)
    {
        Hyperparameter.NotNegative(minimum, nameof(minimum));
        Hyperparameter.Positive(maximum, nameof(maximum));
        return minimum <= maximum
            ? new NormConstraint(minimum, maximum)
            : throw Hyperparameter.Refusal(minimum, nameof(minimum), FormattableString.Invariant($"at most the maximum, {maximum}"));
    }

    /// <summary>The limits by name, for checkpoints to compare.</summary>
    internal abstract IEnumerable<KeyValuePair<string, double>> Limits { get; }

    /// <summary>Whether a parameter can break the constraint.</summary>
    internal abstract bool Concerns(ParameterDescriptor parameter);

    /// <summary>Makes a parameter obey. Does not allocate; the same bits at every vector width.</summary>
    /// <param name="layout">How the parameter lies in memory.</param>
    /// <param name="values">The parameter's part of the buffer.</param>
    internal abstract void Apply(ParameterLayout layout, Span<float> values);
}
