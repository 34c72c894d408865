using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>The arithmetic of <see cref="Adam"/> and <see cref="AdamW"/>: one division and one square root for each parameter.</summary>
internal readonly struct AdamRule : IUpdateRule
{
    public static int BufferCount => 2;

    public float Beta1 { get; init; }

    public float OneMinusBeta1 { get; init; }

    public float Beta2 { get; init; }

    public float OneMinusBeta2 { get; init; }

    public float Epsilon { get; init; }

    /// <summary><c>1 / sqrt(1 - beta2^t)</c>.</summary>
    public float VarianceScale { get; init; }

    /// <summary><c>-lr / (1 - beta1^t)</c>.</summary>
    public float NegativeStepSize { get; init; }

    /// <summary>What decoupled weight decay leaves of a parameter; 1 without.</summary>
    public float Keep { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TVector : struct, IVector<TVector>
    {
        first = TVector.MultiplyAdd(TVector.Create(Beta1), first, TVector.Create(OneMinusBeta1) * gradient);
        second = TVector.MultiplyAdd(TVector.Create(Beta2), second, TVector.Create(OneMinusBeta2) * (gradient * gradient));
        TVector denominator = TVector.MultiplyAdd(TVector.Sqrt(second), TVector.Create(VarianceScale), TVector.Create(Epsilon));
        return TVector.MultiplyAdd(TVector.Create(NegativeStepSize), first / denominator, parameter * TVector.Create(Keep));
    }
}
