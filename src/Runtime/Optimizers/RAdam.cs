using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// RAdam (Liu et al., 2020, "On the Variance of the Adaptive Learning Rate and Beyond") as in PyTorch: Adam whose first steps, as long as
/// the mean squared gradient is of too few of them, go along the mean gradient alone, and whose later steps are shortened by how uncertain
/// it is: <c>w -= lr * m' * r_t / (sqrt(v') + epsilon / sqrt(1 - beta2^t))</c> when <c>rho_t > 5</c>, otherwise <c>w -= lr * m'</c>.
/// </summary>
/// <remarks>
/// <c>rho = 2 / (1 - beta2) - 1</c>, <c>rho_t = rho - 2 t beta2^t / (1 - beta2^t)</c>, <c>r_t = sqrt((rho_t - 4) (rho_t - 2) rho / ((rho -
/// 4) (rho - 2) rho_t))</c>, and <c>m'</c>, <c>v'</c> are Adam's corrected means.
/// </remarks>
public sealed class RAdam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private double _meanCorrection;

    // 0 while the variance is not known well enough.
    private double _rectification;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean squared gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RAdam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "momentum", "variance")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(RAdam);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["beta1"] = _beta1,
            ["beta2"] = _beta2,
            ["epsilon"] = _epsilon,
        };

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        const double LeastLength = 5;
        double power = PortableMath.Power(_beta2, StepCount),
            longest = (2 / (1 - _beta2)) - 1,
            length = longest - (2 * StepCount * power / (1 - power));
        _meanCorrection = 1 - PortableMath.Power(_beta1, StepCount);
        _rectification =
            length > LeastLength
                ? Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) * Math.Sqrt(1 - power)
                : 0;
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        bool isRectified = _rectification > 0;
        double step = -range.LearningRate / _meanCorrection * (isRectified ? _rectification : 1);
        var adam = new AdamRule
        {
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            OneMinusBeta2 = (float)(1 - _beta2),
            Epsilon = _epsilon,
            VarianceScale = 1,
            NegativeStepSize = (float)step,
            Keep = 1,
        };
        if (isRectified)
            Sweep(adam, range.WeightDecay, parameters, gradient, in range);
        else
            Sweep(new FirstSteps(adam), range.WeightDecay, parameters, gradient, in range);
    }

    private readonly struct FirstSteps(AdamRule adam) : IUpdateRule
    {
        private readonly AdamRule _adam = adam;

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
            _adam.UpdateMeans(gradient, ref first, ref second);
            return TVector.MultiplyAdd(TVector.Create(_adam.NegativeStepSize), first, parameter);
        }
    }
}
