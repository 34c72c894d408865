using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011) as in PyTorch: <c>s = s + g^2; w -= lr * g / (sqrt(s) + epsilon)</c>.</summary>
public sealed class Adagrad : Optimizer
{
    private readonly float _epsilon;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The L2 coefficient, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Adagrad(double learningRate = 1e-2, double epsilon = 1e-10, double weightDecay = 0)
        : base(learningRate, weightDecay, "sum") => _epsilon = Hyperparameter.Epsilon(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    public override string Name => nameof(Adagrad);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> OwnHyperparameters => new Dictionary<string, double> { ["epsilon"] = _epsilon };

    /// <inheritdoc/>
    protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range) =>
        Sweep(new Rule(-range.LearningRate, _epsilon), range.WeightDecay, parameters, gradient, in range);

    private readonly struct Rule(float negativeRate, float epsilon) : IUpdateRule
    {
        private readonly float _negativeRate = negativeRate;
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
            first = TVector.MultiplyAdd(gradient, gradient, first);
            TVector direction = gradient / (TVector.Sqrt(first) + TVector.Create(_epsilon));
            return TVector.MultiplyAdd(TVector.Create(_negativeRate), direction, parameter);
        }
    }
}
