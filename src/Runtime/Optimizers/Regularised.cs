using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>
/// A rule whose gradient includes that of the penalty <c>l1 * sum |w| + l2 / 2 * sum w^2</c>: <c>sign * g + l2 * w + l1 * sign(w)</c>.
/// </summary>
/// <param name="rule">The optimizer's own rule.</param>
/// <param name="l1">The L1 coefficient.</param>
/// <param name="l2">The L2 coefficient (weight decay).</param>
/// <param name="sign">1 to go down the gradient, -1 to go up.</param>
internal readonly struct Regularised<TRule>(TRule rule, float l1, float l2, float sign) : IUpdateRule
    where TRule : struct, IUpdateRule
{
    private const int SignBit = unchecked((int)0x80000000);

    private readonly TRule _rule = rule;
    private readonly float _l1 = l1;
    private readonly float _l2 = l2;
    private readonly float _sign = sign;

    public static int BufferCount => TRule.BufferCount;

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
        TVector penalised = TVector.MultiplyAdd(TVector.Create(_l2), parameter, TVector.Create(_sign) * gradient);
        TVector signed = TVector.Create(_l1) | (parameter & TVector.CreateBits(SignBit));
        penalised += TVector.Select(TVector.Equal(parameter, TVector.Zero), TVector.Zero, signed); // sign(0) = 0 keeps padding zero.
        return _rule.Apply(parameter, penalised, ref first, ref second, ref third, ref fourth);
    }
}
