using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>Negative values become zero; NaN stays.</summary>
internal sealed class NonNegativeConstraint : WeightConstraint
{
    internal override IEnumerable<KeyValuePair<string, double>> Limits => [new("nonNegative", 1)];

    internal override bool Concerns(ParameterDescriptor parameter) => true;

    internal override void Apply(ParameterLayout layout, Span<float> values) => ParameterSweep.Run(default(Rule), values, values);

    private readonly struct Rule : IUpdateRule
    {
        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> => TVector.Max(parameter, TVector.Zero);
    }
}
