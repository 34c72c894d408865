using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// NAdam (Dozat, 2016) as in PyTorch: Adam with Nesterov's look ahead and a momentum that grows with the steps, <c>mu_t = beta1 * (1 - 0.5
/// * 0.96^(t * momentumDecay))</c>: <c>w -= lr * ((1 - mu_t) / (1 - mu_1 ... mu_t) * g + mu_{t+1} / (1 - mu_1 ... mu_{t+1}) * m) /
/// (sqrt(v') + epsilon)</c>, with Adam's means <c>m</c> and <c>v</c>, of which <c>v' = v / (1 - beta2^t)</c>.
/// </summary>
public sealed class NAdam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private readonly double _momentumDecay;

    // 0.96^momentumDecay.
    private readonly double _decayOfStep;
    private double _product = 1;
    private long _factors;
    private double _gradientFactor;
    private double _meanFactor;
    private float _varianceScale;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean squared gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <param name="momentumDecay">How fast the momentum grows to <paramref name="beta1"/>, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public NAdam(
        double learningRate = 2e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentumDecay = 4e-3
    )
        : base(learningRate, weightDecay, "momentum", "variance")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
        _momentumDecay = Hyperparameter.NotNegative(momentumDecay, nameof(momentumDecay));
        _decayOfStep = PortableMath.Exp(_momentumDecay * PortableMath.Log(0.96));
    }

    /// <inheritdoc/>
    public override string Name => nameof(NAdam);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["beta1"] = _beta1,
            ["beta2"] = _beta2,
            ["epsilon"] = _epsilon,
            ["momentumDecay"] = _momentumDecay,
        };

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        // The product of all momenta follows from the number of steps, so that it is no state; after a resumption it is computed anew.
        if (_factors != StepCount - 1)
        {
            _product = 1;
            for (_factors = 0; _factors < StepCount - 1; _factors++)
                _product *= Momentum(_factors + 1);
        }

        double now = Momentum(StepCount),
            next = Momentum(StepCount + 1);
        _product *= now;
        _factors = StepCount;
        _gradientFactor = (1 - now) / (1 - _product);
        _meanFactor = next / (1 - (_product * next));
        _varianceScale = (float)(1 / Math.Sqrt(1 - PortableMath.Power(_beta2, StepCount)));
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule
        {
            Means = new AdamRule
            {
                Beta1 = (float)_beta1,
                OneMinusBeta1 = (float)(1 - _beta1),
                Beta2 = (float)_beta2,
                OneMinusBeta2 = (float)(1 - _beta2),
                Epsilon = _epsilon,
                VarianceScale = _varianceScale,
                NegativeStepSize = -range.LearningRate,
                Keep = 1,
            },
            GradientFactor = (float)_gradientFactor,
            MeanFactor = (float)_meanFactor,
        };
        Sweep(rule, range.WeightDecay, parameters, gradient, in range);
    }

    private double Momentum(long step) => _beta1 * (1 - (0.5 * PortableMath.Power(_decayOfStep, step)));

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 2;

        public AdamRule Means { get; init; }

        /// <summary>What of the direction is the gradient.</summary>
        public float GradientFactor { get; init; }

        /// <summary>What of the direction is the mean gradient.</summary>
        public float MeanFactor { get; init; }

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
            Means.UpdateMeans(gradient, ref first, ref second);
            TVector direction = TVector.MultiplyAdd(TVector.Create(GradientFactor), gradient, TVector.Create(MeanFactor) * first);
            return Means.Step(parameter, direction, second);
        }
    }
}
