using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// State that decays without new gradient, as that of a unit that stays off, would end as subnormal numbers, which never reach zero
/// and make every operation on them several times slower (measured: Adam six times). It is set to zero instead, long before that.
/// </summary>
internal static class VanishingState
{
    /// <summary>
    /// How many steps lie between two clearings: so few that a decay of 0.9 cannot get from the threshold to the subnormal numbers.
    /// </summary>
    internal const int Period = 64;

    // So small that even its square root (2^-58) disappears beside an epsilon of 1e-8; subnormal numbers start at 2^-126.
    private const float Threshold = 1.2037062e-35f; // 2^-116

    /// <summary>Sets values below 2^-116 in magnitude to zero; NaN stays.</summary>
    internal static void Clear(Span<float> state) => ParameterSweep.Run(default(Rule), state, state);

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
            where TVector : struct, IVector<TVector> =>
            TVector.Select(TVector.LessThan(TVector.Abs(parameter), TVector.Create(Threshold)), TVector.Zero, parameter);
    }
}
