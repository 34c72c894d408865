namespace ModelCompiler;

/// <content>Steps over a model, and the state that belongs to it.</content>
public abstract partial class Optimizer
{
    /// <summary>
    /// A step of the parameters of a model that training changes, by threads that also the model may use; frozen ones and running
    /// statistics stay.
    /// </summary>
    internal void StepTrainable(
        object model,
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        ModelDescription description,
        ParameterFreezing? freezing,
        int degree
    )
    {
        CheckModel(model, description);
        TakeStep(model, parameters, gradient, PlanOf(description, freezing), Math.Min(degree, MaxDegreeOfParallelism));
    }

    /// <summary>Checks that the state, if there is any, belongs to this model, and that the groups name parameters of it.</summary>
    /// <exception cref="InvalidOperationException">The state belongs to another one.</exception>
    /// <exception cref="ArgumentException">A group names nothing.</exception>
    internal void CheckModel(object model, ModelDescription description)
    {
        if (_plan is null)
            CheckGroups(description);
        if (_model is null || (_model.TryGetTarget(out object? mine) && ReferenceEquals(mine, model)))
            return;
        throw new InvalidOperationException(
            $"This {Name} has taken {StepCount} steps with another model, whose state it holds, but was given a "
                + $"{description.Name}: use one optimizer for each model, or call Reset first."
        );
    }

    private void TakeStep(object? model, Span<float> parameters, ReadOnlySpan<float> gradient, StepPlan plan, int degree)
    {
        CheckGradient(parameters.Length, gradient.Length);
        if (gradient.Overlaps(parameters))
            throw new ArgumentException(
                "The gradient's memory overlaps the parameters, which would be overwritten while it is still read: use separate memory.",
                nameof(gradient)
            );
        BeginStep(parameters.Length);
        if (model is not null)
            _model ??= new WeakReference<object>(model);
        var step = new OptimizerStep
        {
            Optimizer = this,
            Parameters = parameters,
            Gradient = gradient,
            Plan = plan,
        };
        OptimizerWork.Run(in step, degree);
        FinishStep(in step, degree);
        ConstraintWork.Run(in step, degree);
    }

    /// <summary>Updates one range, from <paramref name="start"/> on, and clears its vanishing state when it is time.</summary>
    internal void Update(Span<float> parameters, ReadOnlySpan<float> gradient, int start, in ParameterSetting setting)
    {
        float rate = (float)((double)Rate * setting.LearningRateFactor);
        UpdateRange(parameters, gradient, new ParameterRange(start, rate, setting.WeightDecay, setting.L1));
        if (StepCount % VanishingState.Period == 0)
            for (int i = 0; i < _buffers.Length; i++)
                VanishingState.Clear(Buffer(i, start, parameters.Length));
    }

    private void Allocate(int length)
    {
        var buffers = new AlignedBuffer[_bufferNames.Length];
        for (int i = 0; i < buffers.Length; i++)
            buffers[i] = new AlignedBuffer(length);
        _buffers = buffers;
        _length = length;
    }

    private int CheckedLength(OptimizerState state)
    {
        if (state.Optimizer != Name)
            throw Misfit($"it belongs to {state.Optimizer}");
        if (state.StepCount < 0)
            throw Misfit($"its step count is {state.StepCount}");
        if (!float.IsFinite(state.LearningRate) || state.LearningRate < 0)
            throw Misfit("its learning rate is negative or not finite");
        if (state.Buffers.Count == 0 && (state.StepCount == 0 || _bufferNames.Length == 0))
            return NoLength;
        if (state.Buffers.Count != _bufferNames.Length)
            throw Misfit($"it has {state.Buffers.Count} buffers instead of {_bufferNames.Length}");
        int length = state.Buffers[0].Values.Length;
        for (int i = 0; i < _bufferNames.Length; i++)
        {
            if (state.Buffers[i].Name != _bufferNames[i])
                throw Misfit($"its buffer {i} is '{state.Buffers[i].Name}' instead of '{_bufferNames[i]}'");
            if (state.Buffers[i].Values.Length != length)
                throw Misfit(
                    $"its buffers '{_bufferNames[0]}' and '{_bufferNames[i]}' differ in length: {length} and "
                        + $"{state.Buffers[i].Values.Length}"
                );
        }
        if (_length != NoLength && length != _length)
            throw Misfit($"it has {length} values for each buffer, but this optimizer's model has {_length} parameters");
        return length;
    }

    private ArgumentException Misfit(string reason) =>
        new(
            $"The state does not fit this {Name}: {reason}. Restore it into the kind of optimizer, and for the model, it was saved from.",
            "state"
        );

    private static void CheckGradient(int parameters, int gradient)
    {
        if (parameters != gradient)
            throw new ArgumentException(
                $"There are {parameters} parameters but {gradient} gradient values: both must have the model's ParameterBufferLength.",
                nameof(gradient)
            );
    }
}
