using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Stochastic gradient descent, as in PyTorch: <c>w -= lr * g</c>; with momentum <c>b = momentum * b + g; w -= lr * b</c>;
/// with Nesterov's momentum <c>w -= lr * (g + momentum * b)</c>.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly bool _nesterov;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="momentum">The part of the last direction that is kept, from 0 to less than 1. With 0 there is no state.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum; needs momentum.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of range, or Nesterov is asked for without momentum.</exception>
    public Sgd(double learningRate = 1e-2, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, weightDecay, momentum == 0 ? [] : ["momentum"])
    {
        _momentum = (float)Hyperparameter.Decay(momentum, nameof(momentum));
        if (nesterov && momentum == 0)
            throw new ArgumentException(
                "Nesterov's method looks ahead along the momentum: give a momentum greater than 0, as 0.9.",
                nameof(nesterov)
            );
        _nesterov = nesterov;
    }

    /// <inheritdoc/>
    public override string Name => nameof(Sgd);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Hyperparameters =>
        new Dictionary<string, double>
        {
            ["momentum"] = _momentum,
            ["nesterov"] = _nesterov ? 1 : 0,
            ["weightDecay"] = Decay,
            ["l1"] = Sparsity,
        };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, int start)
    {
        if (_nesterov)
            Sweep(new NesterovRule(-Rate, _momentum), Decay, parameters, gradient, start);
        else if (_momentum != 0)
            Sweep(new MomentumRule(-Rate, _momentum), Decay, parameters, gradient, start);
        else
            Sweep(new PlainRule(-Rate), Decay, parameters, gradient, start);
    }

    private readonly struct PlainRule(float negativeRate) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IVector<TVector> => TVector.MultiplyAdd(TVector.Create(_negativeRate), gradient, parameter);
    }

    private readonly struct MomentumRule(float negativeRate, float momentum) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _momentum = momentum;

        public static int BufferCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IVector<TVector>
        {
            first = TVector.MultiplyAdd(TVector.Create(_momentum), first, gradient);
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), first, parameter);
        }
    }

    private readonly struct NesterovRule(float negativeRate, float momentum) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _momentum = momentum;

        public static int BufferCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IVector<TVector>
        {
            TVector momentum = TVector.Create(_momentum);
            first = TVector.MultiplyAdd(momentum, first, gradient);
            TVector ahead = TVector.MultiplyAdd(momentum, first, gradient);
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), ahead, parameter);
        }
    }
}
