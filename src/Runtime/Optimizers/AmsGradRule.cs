using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>The arithmetic of <see cref="Adam"/> with AMSGrad: the third buffer keeps the largest mean squared gradient so far.</summary>
/// <param name="adam">Adam's own arithmetic.</param>
internal readonly struct AmsGradRule(AdamRule adam) : IUpdateRule
{
    private readonly AdamRule _adam = adam;

    public static int BufferCount => 3;

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
        third = TVector.Max(third, second);
        return _adam.Step(parameter, first, third);
    }
}
