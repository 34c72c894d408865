using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Adadelta (Zeiler, 2012) as in PyTorch: <c>v = rho * v + (1 - rho) * g^2; d = sqrt(u + epsilon) / sqrt(v + epsilon) * g; u = rho * u + (1
/// - rho) * d^2; w -= lr * d</c>.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private readonly double _rho;
    private readonly float _epsilon;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="rho">The decay of the mean squared gradient and of the mean squared step, from 0 to less than 1.</param>
    /// <param name="epsilon">Added under both roots, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adadelta(double learningRate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(learningRate, weightDecay, "variance", "step_variance")
    {
        _rho = Hyperparameter.Decay(rho, nameof(rho));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adadelta);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double> { ["rho"] = _rho, ["epsilon"] = _epsilon };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule(-range.LearningRate, (float)_rho, (float)(1 - _rho), _epsilon);
        Sweep(rule, range.WeightDecay, parameters, gradient, in range);
    }

    private readonly struct Rule(float negativeRate, float rho, float oneMinusRho, float epsilon) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
        private readonly float _rho = rho;
        private readonly float _oneMinusRho = oneMinusRho;
        private readonly float _epsilon = epsilon;

        public static int BufferCount => 2;

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
            TVector rho = TVector.Create(_rho),
                oneMinusRho = TVector.Create(_oneMinusRho),
                epsilon = TVector.Create(_epsilon);
            first = TVector.MultiplyAdd(rho, first, oneMinusRho * (gradient * gradient));
            TVector step = TVector.Sqrt(second + epsilon) / TVector.Sqrt(first + epsilon) * gradient;
            second = TVector.MultiplyAdd(rho, second, oneMinusRho * (step * step));
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), step, parameter);
        }
    }
}
