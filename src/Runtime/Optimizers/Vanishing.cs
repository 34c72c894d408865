using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// State that decays without new gradient, as that of a unit that stays off, would end as subnormal numbers, which never reach zero and
/// make every operation several times slower. It becomes zero instead, long before it could have changed a parameter.
/// </summary>
internal static class Vanishing
{
    // Far above the subnormal numbers (2^-126), so that no product with a decay rate is one, and so small that even its square root
    // (2^-58) disappears beside an epsilon of 1e-8.
    private const float Threshold = 1.2037062e-35f; // 2^-116

    /// <summary>Zero where the magnitude is below the threshold, the value elsewhere (NaN included).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ToZero<TVector>(TVector value)
        where TVector : struct, IVector<TVector> =>
        TVector.Select(TVector.LessThan(TVector.Abs(value), TVector.Create(Threshold)), TVector.Zero, value);
}
