namespace ModelCompiler;

/// <content>Parameters that learn in different ways.</content>
public abstract partial class Optimizer
{
    private readonly ParameterGroup[] _groups = [];
    private StepPlan? _plan;

    // Which parameters the plan is of: another object stands here when something has been frozen since.
    private object? _planOf;

    /// <summary>
    /// Parameters that learn in another way than the rest; none by default. They are known by their names, so steps must be over a model
    /// (<see cref="ModelExtensions.Step"/>, or a trainer). Where several groups name a parameter, each setting is that of the last one
    /// that makes it.
    /// </summary>
    /// <exception cref="ArgumentException">A group is null.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get => _groups;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ParameterGroup[] groups = [.. value];
            if (Array.IndexOf(groups, null) is >= 0 and int index)
                throw new ArgumentException($"Group {index} is null.", nameof(value));
            _groups = groups;
        }
    }

    /// <summary>
    /// Whether weight decay and <see cref="L1"/> spare all parameters of fewer than two dimensions: biases, scales and shifts of norms,
    /// slopes; false by default. The rule of nanoGPT: weights of products and embeddings decay, nothing else does. The
    /// <see cref="ParameterGroup.WeightDecay"/> of a group comes first. Steps must be over a model.
    /// </summary>
    public bool DecayOnlyMatrices { get; init; }

    /// <summary>Whether a step needs the norms of whole parameters, so that it cannot be taken range by range.</summary>
    private protected virtual bool UsesNorms => false;

    /// <summary>Checks that the groups name parameters of a model.</summary>
    /// <exception cref="ArgumentException">One names none.</exception>
    private void CheckGroups(ModelDescription description)
    {
        foreach (ParameterGroup group in _groups)
            ParameterPattern.Find(description, group.Pattern);
    }

    /// <summary>The plan of a model: made at the first step, and when something was frozen since. Otherwise does not allocate.</summary>
    private StepPlan PlanOf(ModelDescription description, ParameterFreezing? freezing)
    {
        ParameterSegments shared = freezing?.Segments ?? description.Segments;
        if (_plan is null || !ReferenceEquals(_planOf, shared))
        {
            _plan = MakePlan(description, freezing);
            _planOf = shared;
        }

        return _plan;
    }

    private StepPlan MakePlan(ModelDescription description, ParameterFreezing? freezing)
    {
        (HashSet<int> Names, ParameterGroup Group)[] groups =
        [
            .. _groups.Select(group =>
                (ParameterPattern.Find(description, group.Pattern).Select(parameter => parameter.Index).ToHashSet(), group)
            ),
        ];
        return new StepPlan(
            description,
            freezing,
            UsesNorms,
            parameter => SettingOf(parameter, Named(parameter)),
            parameter => Named(parameter).LastOrDefault(group => group.Constraint is not null)?.Constraint
        );

        IEnumerable<ParameterGroup> Named(ParameterDescriptor parameter) =>
            groups.Where(group => group.Names.Contains(parameter.Index)).Select(group => group.Group);
    }

    /// <summary>The plan of bare spans.</summary>
    /// <exception cref="InvalidOperationException">Parameters have to be known by name or shape.</exception>
    private StepPlan PlanOf(int length)
    {
        if (_groups.Length > 0 || DecayOnlyMatrices)
            throw new InvalidOperationException(
                $"This {Name} tells parameters apart ({(_groups.Length > 0 ? nameof(Groups) : nameof(DecayOnlyMatrices))}), which bare "
                    + "spans do not: step over the model, optimizer.Step(model, gradient)."
            );
        if (_plan is null || !ReferenceEquals(_planOf, this) || _plan.Length != length)
        {
            _plan = new StepPlan(length, new ParameterSetting(1, Decay, Sparsity));
            _planOf = this;
        }

        return _plan;
    }

    private ParameterSetting SettingOf(ParameterDescriptor parameter, IEnumerable<ParameterGroup> groups)
    {
        bool decays = !DecayOnlyMatrices || parameter.Shape.Length > 1;
        double factor = 1,
            decay = decays ? _weightDecay : 0;
        foreach (ParameterGroup group in groups)
        {
            factor = group.LearningRateFactor ?? factor;
            decay = group.WeightDecay ?? decay;
        }

        return new ParameterSetting(factor, (float)decay, decays ? Sparsity : 0);
    }
}
