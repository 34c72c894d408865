using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Resilient backpropagation (Riedmiller and Braun, 1993) as in PyTorch, for gradients of all data at once: every parameter has a step of
/// its own, which grows while the gradient keeps its sign and shrinks when it turns, in which case the parameter waits: <c>w -= sign(g) *
/// step</c>.
/// </summary>
/// <remarks>
/// The learning rate is the first step of each parameter; after that a schedule changes nothing. Nor does the size of gradients, so neither
/// does clipping.
/// </remarks>
public sealed class Rprop : Optimizer
{
    private readonly float _shrink;
    private readonly float _grow;
    private readonly float _leastStep;
    private readonly float _largestStep;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The first step, 0 or more; it is kept between the least and the largest.</param>
    /// <param name="shrink">What a step is multiplied by when the gradient has turned (PyTorch's <c>etas[0]</c>), between 0 and 1.</param>
    /// <param name="grow">What it is multiplied by when the gradient has not (<c>etas[1]</c>), greater than 1.</param>
    /// <param name="leastStep">The least step, greater than 0.</param>
    /// <param name="largestStep">The largest step, at least the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Rprop(double learningRate = 1e-2, double shrink = 0.5, double grow = 1.2, double leastStep = 1e-6, double largestStep = 50)
        : base(learningRate, weightDecay: 0, "last_gradient", "step")
    {
        _shrink = (float)shrink is > 0 and < 1 ? (float)shrink : throw Hyperparameter.Refusal(shrink, nameof(shrink), "between 0 and 1");
        _grow =
            (float)grow > 1 && float.IsFinite((float)grow)
                ? (float)grow
                : throw Hyperparameter.Refusal(grow, nameof(grow), "finite and greater than 1");
        _leastStep = Hyperparameter.Epsilon(leastStep, nameof(leastStep));
        _largestStep = (float)Hyperparameter.Positive(largestStep, nameof(largestStep));
        if (_largestStep < _leastStep)
            throw Hyperparameter.Refusal(largestStep, nameof(largestStep), FormattableString.Invariant($"at least {leastStep}"));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Rprop);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["shrink"] = _shrink,
            ["grow"] = _grow,
            ["leastStep"] = _leastStep,
            ["largestStep"] = _largestStep,
        };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule
        {
            FirstStep = range.LearningRate,
            Shrink = _shrink,
            Grow = _grow,
            LeastStep = _leastStep,
            LargestStep = _largestStep,
        };
        Sweep(rule, range.WeightDecay, parameters, gradient, in range);
    }

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 2;

        public float FirstStep { get; init; }

        public float Shrink { get; init; }

        public float Grow { get; init; }

        public float LeastStep { get; init; }

        public float LargestStep { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector>
        {
            // Signs rather than the product of the gradients, which underflows where both are small.
            TVector sign = Signs.Of(gradient),
                agreement = sign * Signs.Of(first);
            TVector hasTurned = TVector.LessThan(agreement, TVector.Zero),
                hasNot = TVector.LessThan(TVector.Zero, agreement);
            TVector factor = TVector.Select(
                hasNot,
                TVector.Create(Grow),
                TVector.Select(hasTurned, TVector.Create(Shrink), TVector.Create(1))
            );

            // A step of zero stands for one that was never changed: so padding keeps zeros.
            TVector before = TVector.Select(TVector.Equal(second, TVector.Zero), TVector.Create(FirstStep), second),
                step = TVector.Max(TVector.Create(LeastStep), TVector.Min(TVector.Create(LargestStep), before * factor));
            second = TVector.Select(hasNot | hasTurned, step, second);
            first = TVector.Select(hasTurned, TVector.Zero, gradient);
            sign = TVector.Select(hasTurned, TVector.Zero, sign);
            return parameter - (sign * step);
        }
    }
}
