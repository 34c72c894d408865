namespace ModelCompiler;

/// <summary>
/// Adam (Kingma and Ba, 2015) as in PyTorch: <c>m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g^2;
/// w -= lr * m' / (sqrt(v') + epsilon)</c>, with the bias corrections <c>m' = m / (1 - beta1^t)</c> and <c>v' = v / (1 - beta2^t)</c>
/// in step <c>t</c>. Weight decay is L2 in the gradient; <see cref="AdamW"/> decouples it. With AMSGrad (Reddi, Kale and Kumar, 2018) the
/// largest <c>v</c> so far stands in place of <c>v</c>, before the bias correction as in PyTorch, so that a parameter's steps do not grow
/// when its gradients shrink.
/// </summary>
public class Adam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private readonly bool _amsgrad;
    private readonly bool _decoupled;
    private double _meanCorrection;
    private float _varianceScale;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean squared gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <param name="amsgrad">Whether to divide by the largest mean squared gradient so far. Takes one more buffer of state.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adam(
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false
    )
        : this(learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, decoupled: false) { }

    private protected Adam(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        bool amsgrad,
        bool decoupled
    )
        : base(learningRate, weightDecay, amsgrad ? ["momentum", "variance", "largest_variance"] : ["momentum", "variance"])
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
        _amsgrad = amsgrad;
        _decoupled = decoupled;
    }

    /// <inheritdoc/>
    public override string Name => nameof(Adam);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters
    {
        get
        {
            var numbers = new Dictionary<string, double>
            {
                ["beta1"] = _beta1,
                ["beta2"] = _beta2,
                ["epsilon"] = _epsilon,
            };
            if (_amsgrad)
                numbers["amsgrad"] = 1;
            return numbers;
        }
    }

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        _meanCorrection = 1 - PortableMath.Power(_beta1, StepCount);
        _varianceScale = (float)(1 / Math.Sqrt(1 - PortableMath.Power(_beta2, StepCount)));
    }

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new AdamRule
        {
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            OneMinusBeta2 = (float)(1 - _beta2),
            Epsilon = _epsilon,
            VarianceScale = _varianceScale,
            NegativeStepSize = (float)(-range.LearningRate / _meanCorrection),
            Keep = _decoupled ? (float)(1 - ((double)range.LearningRate * range.WeightDecay)) : 1,
        };
        float l2 = _decoupled ? 0 : range.WeightDecay;
        if (_amsgrad)
            Sweep(new AmsGradRule(rule), l2, parameters, gradient, in range);
        else
            Sweep(rule, l2, parameters, gradient, in range);
    }
}
