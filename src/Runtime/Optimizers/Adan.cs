using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Adan (Xie et al., 2022, "Adan: Adaptive Nesterov Momentum Algorithm", algorithm 1 with the authors' bias corrections): means of the
/// gradient, of its change, and of the square of the gradient ahead, <c>m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * (g -
/// g_before); n = beta3 * n + (1 - beta3) * (g + beta2 * (g - g_before))^2; w = (w - lr * (m' + beta2 * v') / (sqrt(n') + epsilon)) / (1 +
/// lr * weightDecay)</c>, where <c>m'</c>, <c>v'</c> and <c>n'</c> are divided by <c>1 - beta^t</c>, each with its own. In the first step
/// the gradient has not changed.
/// </summary>
/// <remarks>
/// The betas are decays, as those of all optimizers here and in the authors' code; the paper writes <c>1 - beta</c>. It takes four buffers
/// of state. The authors' code also clips the gradient's norm: a trainer's <see cref="Trainer{TModel}.GradientClipNorm"/>.
/// </remarks>
public sealed class Adan : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _beta3;
    private readonly float _epsilon;
    private double _meanCorrection;
    private double _changeCorrection;
    private float _squareScale;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean change of the gradient, from 0 to less than 1.</param>
    /// <param name="beta3">The decay of the mean square, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The part of a parameter that decays, in units of the learning rate, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adan(
        double learningRate = 1e-3,
        double beta1 = 0.98,
        double beta2 = 0.92,
        double beta3 = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0
    )
        : base(learningRate, weightDecay, "momentum", "change", "variance", "last_gradient")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _beta3 = Hyperparameter.Decay(beta3, nameof(beta3));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adan);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["beta1"] = _beta1,
            ["beta2"] = _beta2,
            ["beta3"] = _beta3,
            ["epsilon"] = _epsilon,
        };

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        _meanCorrection = 1 - PortableMath.Power(_beta1, StepCount);
        _changeCorrection = 1 - PortableMath.Power(_beta2, StepCount);
        _squareScale = (float)(1 / Math.Sqrt(1 - PortableMath.Power(_beta3, StepCount)));
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule
        {
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            OneMinusBeta2 = (float)(1 - _beta2),
            Beta3 = (float)_beta3,
            OneMinusBeta3 = (float)(1 - _beta3),
            Epsilon = _epsilon,
            SquareScale = _squareScale,
            ChangeCounts = StepCount > 1 ? 1 : 0,
            NegativeMeanStep = (float)(-range.LearningRate / _meanCorrection),
            NegativeChangeStep = (float)(-range.LearningRate * _beta2 / _changeCorrection),
            Keep = (float)(1 / (1 + ((double)range.LearningRate * range.WeightDecay))),
        };
        Sweep(rule, l2: 0, parameters, gradient, in range);
    }

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 4;

        public float Beta1 { get; init; }

        public float OneMinusBeta1 { get; init; }

        public float Beta2 { get; init; }

        public float OneMinusBeta2 { get; init; }

        public float Beta3 { get; init; }

        public float OneMinusBeta3 { get; init; }

        public float Epsilon { get; init; }

        /// <summary><c>1 / sqrt(1 - beta3^t)</c>.</summary>
        public float SquareScale { get; init; }

        /// <summary>0 in the first step, which has no gradient before it; then 1.</summary>
        public float ChangeCounts { get; init; }

        public float NegativeMeanStep { get; init; }

        public float NegativeChangeStep { get; init; }

        /// <summary>What weight decay leaves of a parameter.</summary>
        public float Keep { get; init; }

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
            TVector beta2 = TVector.Create(Beta2),
                change = (gradient - fourth) * TVector.Create(ChangeCounts);
            fourth = gradient;
            first = TVector.MultiplyAdd(TVector.Create(Beta1), first, TVector.Create(OneMinusBeta1) * gradient);
            second = TVector.MultiplyAdd(beta2, second, TVector.Create(OneMinusBeta2) * change);
            TVector ahead = TVector.MultiplyAdd(beta2, change, gradient);
            third = TVector.MultiplyAdd(TVector.Create(Beta3), third, TVector.Create(OneMinusBeta3) * (ahead * ahead));
            TVector denominator = TVector.MultiplyAdd(TVector.Sqrt(third), TVector.Create(SquareScale), TVector.Create(Epsilon)),
                step = TVector.MultiplyAdd(TVector.Create(NegativeMeanStep), first, TVector.Create(NegativeChangeStep) * second);
            return (parameter + (step / denominator)) * TVector.Create(Keep);
        }
    }
}
