namespace ModelCompiler;

/// <content>What each kind of optimizer fills in, and what it builds on.</content>
public abstract partial class Optimizer
{
    /// <summary>The learning rate as steps compute with it.</summary>
    private protected float Rate => (float)_learningRate;

    /// <summary>The length of the parameter buffer, once a step has begun.</summary>
    private protected int Length => _length;

    /// <summary>The L2 coefficient as steps compute with it.</summary>
    private protected float Decay => (float)_weightDecay;

    /// <summary>The L1 coefficient as steps compute with it.</summary>
    private protected float Sparsity => (float)_l1;

    /// <summary>The numbers that only this kind of optimizer has, by argument name. Allocates.</summary>
    protected abstract IReadOnlyDictionary<string, double> OwnHyperparameters { get; }

    /// <summary>Computes what all ranges of a step share; <see cref="StepCount"/> already counts it.</summary>
    protected virtual void PrepareStep() { }

    /// <summary>
    /// Updates one range: parameters, and the state buffers from the same position on. Called by several threads for different ranges.
    /// </summary>
    /// <param name="parameters">The range of the parameters.</param>
    /// <param name="gradient">The same range of the gradient, without penalties.</param>
    /// <param name="range">Where the range lies, and the numbers of its group: use those instead of the optimizer's own.</param>
    protected abstract void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range);

    /// <summary>What remains to be done when all ranges are updated, where a step is more than that.</summary>
    private protected virtual void FinishStep(in OptimizerStep step, int degree) { }

    /// <summary>A range of a state buffer, by its place among the names given to the constructor.</summary>
    /// <param name="index">Which buffer.</param>
    /// <param name="start">Where the range starts.</param>
    /// <param name="length">How long it is.</param>
    protected Span<float> Buffer(int index, int start, int length) => _buffers[index].Span.Slice(start, length);

    /// <summary>Runs a rule over a range, with the L1 penalty and the given L2 penalty in the gradient.</summary>
    private protected void Sweep<TRule>(TRule rule, float l2, Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
        where TRule : struct, IUpdateRule
    {
        var state = new SweptState
        {
            First = TRule.BufferCount > 0 ? Buffer(0, range.Start, parameters.Length) : default,
            Second = TRule.BufferCount > 1 ? Buffer(1, range.Start, parameters.Length) : default,
            Third = TRule.BufferCount > 2 ? Buffer(2, range.Start, parameters.Length) : default,
            Fourth = TRule.BufferCount > 3 ? Buffer(3, range.Start, parameters.Length) : default,
        };
        if (range.L1 == 0 && l2 == 0 && !Maximize)
            ParameterSweep.Run(rule, parameters, gradient, state);
        else
            ParameterSweep.Run(new Regularised<TRule>(rule, range.L1, l2, Maximize ? -1 : 1), parameters, gradient, state);
    }
}
