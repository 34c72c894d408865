using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012) as in PyTorch: <c>v = rho * v + (1 - rho) * g^2; w -= lr * g / (sqrt(v) + epsilon)</c>.
/// </summary>
public sealed class RmsProp : Optimizer
{
    private readonly double _rho;
    private readonly float _epsilon;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="rho">The decay of the mean squared gradient (PyTorch's alpha), from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RmsProp(double learningRate = 1e-2, double rho = 0.99, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "variance")
    {
        _rho = Hyperparameter.Decay(rho, nameof(rho));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(RmsProp);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double> { ["rho"] = _rho, ["epsilon"] = _epsilon };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range) =>
        Sweep(new Rule(-range.LearningRate, (float)_rho, (float)(1 - _rho), _epsilon), range.WeightDecay, parameters, gradient, in range);

    private readonly struct Rule(float negativeRate, float rho, float oneMinusRho, float epsilon) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _rho = rho;
        private readonly float _oneMinusRho = oneMinusRho;
        private readonly float _epsilon = epsilon;

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
            first = TVector.MultiplyAdd(TVector.Create(_rho), first, TVector.Create(_oneMinusRho) * (gradient * gradient));
            TVector direction = gradient / (TVector.Sqrt(first) + TVector.Create(_epsilon));
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), direction, parameter);
        }
    }
}
