using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// LAMB (You et al., 2020, "Large Batch Optimization for Deep Learning", algorithm 2): Adam's direction with decoupled weight decay, made
/// as long as the parameter is: <c>r = m' / (sqrt(v') + epsilon) + weightDecay * w; w -= lr * |w| / |r| * r</c>, with the norms of each
/// parameter (each weight, each bias) by itself, and Adam's corrected means <c>m'</c> and <c>v'</c>. Where a norm is zero their ratio is 1.
/// </summary>
/// <remarks>
/// The norms are those of the whole parameters of a model: <see cref="ModelExtensions.Step"/>, or a trainer. A step over bare spans takes
/// them for one parameter. They are summed in double in a fixed order. The authors' code also clips the gradient to a norm of 1: a
/// trainer's <see cref="Trainer{TModel}.GradientClipNorm"/>. Besides the state it takes one buffer of memory.
/// </remarks>
public sealed class Lamb : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private double _meanCorrection;
    private float _varianceScale;
    private AlignedBuffer _directions = new(0);
    private float[] _ratios = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean squared gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">How much of a parameter joins the direction, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Lamb(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6, double weightDecay = 0.01)
        : base(learningRate, weightDecay, "momentum", "variance")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
        _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Lamb);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double>
        {
            ["beta1"] = _beta1,
            ["beta2"] = _beta2,
            ["epsilon"] = _epsilon,
        };

    private protected override bool UsesNorms => true;

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        _meanCorrection = 1 - PortableMath.Power(_beta1, StepCount);
        _varianceScale = (float)(1 / Math.Sqrt(1 - PortableMath.Power(_beta2, StepCount)));
        if (_directions.Length != Length)
            _directions = new AlignedBuffer(Length);
    }

    /// <summary>The means, and the direction; parameters stay as they are until its length is known.</summary>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var means = new MeansRule(
            new AdamRule
            {
                Beta1 = (float)_beta1,
                OneMinusBeta1 = (float)(1 - _beta1),
                Beta2 = (float)_beta2,
                OneMinusBeta2 = (float)(1 - _beta2),
            }
        );
        Sweep(means, l2: 0, parameters, gradient, in range);
        var state = new SweptState
        {
            First = Buffer(0, range.Start, parameters.Length),
            Second = Buffer(1, range.Start, parameters.Length),
        };
        var direction = new DirectionRule((float)(1 / _meanCorrection), _varianceScale, _epsilon, range.WeightDecay);
        ParameterSweep.Run(direction, _directions.Span.Slice(range.Start, parameters.Length), parameters, state);
    }

    private protected override void FinishStep(in OptimizerStep step, int degree)
    {
        if (_ratios.Length < step.Plan.SettingCount)
            _ratios = new float[step.Plan.SettingCount];
        LambWork.Run(
            new LambStep
            {
                Step = step,
                Directions = _directions.Span,
                Ratios = _ratios,
                Rate = Rate,
            },
            degree
        );
    }

    private readonly struct MeansRule(AdamRule adam) : IUpdateRule
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
            return parameter;
        }
    }

    // The direction stands where a parameter would, and the parameter where its gradient would.
    private readonly struct DirectionRule(float meanScale, float varianceScale, float epsilon, float decay) : IUpdateRule
    {
        private readonly float _meanScale = meanScale;
        private readonly float _varianceScale = varianceScale;
        private readonly float _epsilon = epsilon;
        private readonly float _decay = decay;

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
            TVector denominator = TVector.MultiplyAdd(TVector.Sqrt(second), TVector.Create(_varianceScale), TVector.Create(_epsilon));
            return TVector.MultiplyAdd(TVector.Create(_decay), gradient, first * TVector.Create(_meanScale) / denominator);
        }
    }
}
