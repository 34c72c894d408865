namespace ModelCompiler;

/// <summary>
/// Parameters that learn in another way than the rest: slower, with another weight decay, or held by a constraint. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>
/// A group says only what is special about it. Where several groups of an optimizer name a parameter, each setting is that of the last
/// one that makes it. To leave parameters as they are, freeze them (<see cref="ModelFreezing.Freeze"/>): that saves their gradient too.
/// </remarks>
/// <example><code>
/// var optimizer = new AdamW(learningRate: 3e-4, weightDecay: 0.1)
/// {
///     DecayOnlyMatrices = true,
///     Groups =
///     [
///         new ParameterGroup("encoder") { LearningRateFactor = 0.1 },
///         new ParameterGroup("output.weight") { Constraint = WeightConstraint.MaxNorm(3) },
///     ],
/// };
/// </code></example>
public sealed class ParameterGroup
{
    private readonly double? _learningRateFactor;
    private readonly double? _weightDecay;

    /// <summary>Names the parameters of a group.</summary>
    /// <param name="pattern">
    /// The name of a parameter (<c>hidden.weight</c>), of a layer (<c>hidden</c>) or of the use of a block (<c>residual_block1</c>). A
    /// <c>*</c> stands for any characters, a <c>?</c> for one: <c>*.bias</c>.
    /// </param>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public ParameterGroup(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Pattern = pattern;
    }

    /// <summary>What names the parameters. The optimizer refuses, before its first step, a pattern that names none.</summary>
    public string Pattern { get; }

    /// <summary>
    /// The learning rate of the group in units of the optimizer's, 0 or more; null (the default) leaves it. Schedules change both alike.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double? LearningRateFactor
    {
        get => _learningRateFactor;
        init => _learningRateFactor = value is { } factor ? Hyperparameter.NotNegative(factor, nameof(LearningRateFactor)) : null;
    }

    /// <summary>The weight decay of the group in place of the optimizer's, 0 or more; null (the default) leaves that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double? WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = value is { } decay ? Hyperparameter.NotNegative(decay, nameof(WeightDecay)) : null;
    }

    /// <summary>What the parameters are made to obey after every step; null (the default) for nothing.</summary>
    public WeightConstraint? Constraint { get; init; }

    /// <summary>Adds the settings, by name, to an optimizer's hyperparameters.</summary>
    internal void AddTo(Dictionary<string, double> numbers, int index)
    {
        string name = FormattableString.Invariant($"groups[{index}] '{Pattern}' ");
        if (_learningRateFactor is { } factor)
            numbers[name + "learningRateFactor"] = factor;
        if (_weightDecay is { } decay)
            numbers[name + "weightDecay"] = decay;
        if (Constraint is not null)
            foreach ((string limit, double value) in Constraint.Limits)
                numbers[name + limit] = value;
    }
}
