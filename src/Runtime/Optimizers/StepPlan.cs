namespace ModelCompiler;

/// <summary>
/// What the steps of an optimizer do with each parameter of one model: how threads share them, by which numbers they learn, and what they
/// obey. Immutable and thread-safe.
/// </summary>
internal sealed class StepPlan
{
    private readonly ParameterSetting[] _settings;

    /// <summary>The plan of a buffer of which nothing is known but its length.</summary>
    /// <param name="length">The length.</param>
    /// <param name="setting">How its elements learn.</param>
    public StepPlan(int length, ParameterSetting setting)
    {
        _settings = [setting];
        Length = length;
        Tensors = [new StepTensor(0, length, 0)];
        Constrained = [];
    }

    /// <summary>The plan of a model.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="freezing">What is frozen of it at run time, if that is possible.</param>
    /// <param name="usesNorms">Whether every parameter has a norm of its own, so that no two share a segment.</param>
    /// <param name="settingOf">How a parameter learns.</param>
    /// <param name="constraintOf">What it obeys.</param>
    public StepPlan(
        ModelDescription description,
        ParameterFreezing? freezing,
        bool usesNorms,
        Func<ParameterDescriptor, ParameterSetting> settingOf,
        Func<ParameterDescriptor, WeightConstraint?> constraintOf
    )
    {
        ParameterSetting[] ofEach = [.. description.Parameters.Select(settingOf)];
        _settings = usesNorms ? ofEach : [.. ofEach.Distinct()];
        int[] keys = [.. ofEach.Select((setting, index) => usesNorms ? index : Array.IndexOf(_settings, setting))];
        Segments =
            _settings.Length <= 1
                ? freezing?.Segments ?? description.Segments
                : new ParameterSegments(description, IsFrozen, parameter => keys[parameter.Index]);
        Length = Segments.Length;
        ParameterDescriptor[] trained =
        [
            .. description.Parameters.Where(parameter =>
                !parameter.IsStatistic && parameter.Offset < description.TrainableBufferLength && !IsFrozen(parameter)
            ),
        ];
        Tensors = [.. trained.Select(tensor => new StepTensor(tensor.Offset, tensor.Layout.BufferLength, keys[tensor.Index]))];
        Constrained =
        [
            .. trained.SelectMany(parameter =>
                constraintOf(parameter) is { } constraint && constraint.Concerns(parameter)
                    ? new ConstrainedParameter[] { new(parameter, constraint) }
                    : []
            ),
        ];

        bool IsFrozen(ParameterDescriptor parameter) => freezing?.IsFrozen(parameter) ?? false;
    }

    /// <summary>How threads share the parameters; null for evenly.</summary>
    public ParameterSegments? Segments { get; }

    /// <summary>The floats that a step changes.</summary>
    public int Length { get; }

    /// <summary>The parameters that a step changes.</summary>
    public StepTensor[] Tensors { get; }

    /// <summary>The parameters that obey something.</summary>
    public ConstrainedParameter[] Constrained { get; }

    /// <summary>The number of settings.</summary>
    public int SettingCount => _settings.Length;

    /// <summary>How the parameters of a segment learn, by its key.</summary>
    public ref readonly ParameterSetting Setting(int key) => ref _settings[key];
}

/// <summary>How a parameter learns.</summary>
/// <param name="LearningRateFactor">Its learning rate in units of the optimizer's.</param>
/// <param name="WeightDecay">Its weight decay.</param>
/// <param name="L1">Its L1 coefficient.</param>
internal readonly record struct ParameterSetting(double LearningRateFactor, float WeightDecay, float L1);

/// <summary>Where a parameter lies in the flat buffer, and the key of its setting.</summary>
internal readonly record struct StepTensor(int Start, int Length, int Key);

/// <summary>A parameter and what it obeys.</summary>
internal readonly record struct ConstrainedParameter(ParameterDescriptor Parameter, WeightConstraint Constraint);
