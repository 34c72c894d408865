using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Adamax (Kingma and Ba, 2015, section 7.1) as in PyTorch: Adam with the largest gradient in place of the mean squared one, <c>m = beta1 *
/// m + (1 - beta1) * g; u = max(beta2 * u, |g| + epsilon); w -= lr / (1 - beta1^t) * m / u</c>.
/// </summary>
/// <remarks>The state holds 0 where PyTorch's holds epsilon, before a parameter's first gradient; steps are the same.</remarks>
public sealed class Adamax : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private double _meanCorrection;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the largest gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the size of a gradient, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adamax(double learningRate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "momentum", "largest_gradient")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adamax);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["beta1"] = _beta1,
            ["beta2"] = _beta2,
            ["epsilon"] = _epsilon,
        };

    /// <inheritdoc/>
    protected override void PrepareStep() => _meanCorrection = 1 - PortableMath.Power(_beta1, StepCount);

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule
        {
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            Epsilon = _epsilon,
            NegativeStepSize = (float)(-range.LearningRate / _meanCorrection),
        };
        Sweep(rule, range.WeightDecay, parameters, gradient, in range);
    }

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 2;

        public float Beta1 { get; init; }

        public float OneMinusBeta1 { get; init; }

        public float Beta2 { get; init; }

        public float Epsilon { get; init; }

        /// <summary><c>-lr / (1 - beta1^t)</c>.</summary>
        public float NegativeStepSize { get; init; }

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
            TVector epsilon = TVector.Create(Epsilon);
            first = TVector.MultiplyAdd(TVector.Create(Beta1), first, TVector.Create(OneMinusBeta1) * gradient);

            // Without a gradient the largest one is epsilon; as zero it keeps padding zero, and below it makes no difference.
            TVector size = TVector.Select(TVector.Equal(gradient, TVector.Zero), TVector.Zero, TVector.Abs(gradient) + epsilon);
            second = TVector.Max(TVector.Create(Beta2) * second, size);
            return TVector.MultiplyAdd(TVector.Create(NegativeStepSize), first / TVector.Max(second, epsilon), parameter);
        }
    }
}
