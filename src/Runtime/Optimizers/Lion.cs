using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// Lion (Chen et al., 2023, "Symbolic Discovery of Optimization Algorithms", algorithm 2): every parameter moves by the learning rate, only
/// the sign is learned: <c>w -= lr * (sign(beta1 * m + (1 - beta1) * g) + weightDecay * w); m = beta2 * m + (1 - beta2) * g</c>. The paper
/// takes a learning rate 3 to 10 times smaller, and a weight decay as many times larger, than those of <see cref="AdamW"/>.
/// </summary>
public sealed class Lion : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">How much of the mean gradient goes into the direction, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="weightDecay">The part of a parameter that decays, in units of the learning rate, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Lion(double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(learningRate, weightDecay, "momentum")
    {
        _beta1 = Hyperparameter.Decay(beta1, nameof(beta1));
        _beta2 = Hyperparameter.Decay(beta2, nameof(beta2));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Lion);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters =>
        new Dictionary<string, double> { ["beta1"] = _beta1, ["beta2"] = _beta2 };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
    {
        var rule = new Rule
        {
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            OneMinusBeta2 = (float)(1 - _beta2),
            NegativeRate = -range.LearningRate,
            Keep = (float)(1 - ((double)range.LearningRate * range.WeightDecay)),
        };
        Sweep(rule, l2: 0, parameters, gradient, in range);
    }

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 1;

        public float Beta1 { get; init; }

        public float OneMinusBeta1 { get; init; }

        public float Beta2 { get; init; }

        public float OneMinusBeta2 { get; init; }

        public float NegativeRate { get; init; }

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
            TVector direction = TVector.MultiplyAdd(TVector.Create(Beta1), first, TVector.Create(OneMinusBeta1) * gradient);
            first = TVector.MultiplyAdd(TVector.Create(Beta2), first, TVector.Create(OneMinusBeta2) * gradient);
            return TVector.MultiplyAdd(TVector.Create(NegativeRate), Signs.Of(direction), parameter * TVector.Create(Keep));
        }
    }
}
