using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Stochastic gradient descent, as in PyTorch: <c>w -= lr * g</c>; with momentum <c>b = momentum * b + (1 - dampening) * g; w -= lr *
/// b</c>, where the first step has no dampening; with Nesterov's momentum <c>w -= lr * (g + momentum * b)</c>.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly bool _nesterov;
    private readonly double _dampening;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="momentum">The part of the last direction that is kept, from 0 to less than 1. With 0 there is no state.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum; needs momentum.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <param name="dampening">
    /// The part of the gradient that momentum leaves out, from 0 to 1; with Nesterov's momentum there is none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A number is out of range, or Nesterov is asked for without momentum or with dampening.
    /// </exception>
    public Sgd(double learningRate = 1e-2, double momentum = 0, bool nesterov = false, double weightDecay = 0, double dampening = 0)
        : base(learningRate, weightDecay, momentum == 0 ? [] : ["momentum"])
    {
        _momentum = (float)Hyperparameter.Decay(momentum, nameof(momentum));
        if (nesterov && momentum == 0)
            throw new ArgumentException(
                "Nesterov's method looks ahead along the momentum: give a momentum greater than 0, as 0.9.",
                nameof(nesterov)
            );
        if (nesterov && dampening != 0)
            throw new ArgumentException("Nesterov's method has no dampening: leave it out.", nameof(dampening));
        _nesterov = nesterov;
        _dampening = Hyperparameter.Fraction(dampening, nameof(dampening));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Sgd);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters
    {
        get
        {
            var numbers = new Dictionary<string, double> { ["momentum"] = _momentum, ["nesterov"] = _nesterov ? 1 : 0 };
            if (_dampening != 0)
                numbers["dampening"] = _dampening;
            return numbers;
        }
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        if (_nesterov)
            Sweep(new NesterovRule(-range.LearningRate, _momentum), range.WeightDecay, parameters, gradient, in range);
        else if (_momentum != 0 && _dampening != 0 && StepCount > 1)
            Sweep(
                new DampenedRule(-range.LearningRate, _momentum, (float)(1 - _dampening)),
                range.WeightDecay,
                parameters,
                gradient,
                in range
            );
        else if (_momentum != 0)
            Sweep(new MomentumRule(-range.LearningRate, _momentum), range.WeightDecay, parameters, gradient, in range);
        else
            Sweep(new PlainRule(-range.LearningRate), range.WeightDecay, parameters, gradient, in range);
    }

    private readonly struct PlainRule(float negativeRate) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> => TVector.MultiplyAdd(TVector.Create(_negativeRate), gradient, parameter);
    }

    private readonly struct MomentumRule(float negativeRate, float momentum) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _momentum = momentum;

        public static int BufferCount => 1;

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
            first = TVector.MultiplyAdd(TVector.Create(_momentum), first, gradient);
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), first, parameter);
        }
    }

    private readonly struct DampenedRule(float negativeRate, float momentum, float share) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _momentum = momentum;
        private readonly float _share = share;

        public static int BufferCount => 1;

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
            first = TVector.MultiplyAdd(TVector.Create(_momentum), first, TVector.Create(_share) * gradient);
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), first, parameter);
        }
    }

    private readonly struct NesterovRule(float negativeRate, float momentum) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _momentum = momentum;

        public static int BufferCount => 1;

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
            TVector momentum = TVector.Create(_momentum);
            first = TVector.MultiplyAdd(momentum, first, gradient);
            TVector ahead = TVector.MultiplyAdd(momentum, first, gradient);
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), ahead, parameter);
        }
    }
}
