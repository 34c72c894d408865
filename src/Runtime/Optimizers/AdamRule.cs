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
        UpdateMeans(gradient, ref first, ref second);
        return Step(parameter, first, second);
    }

    /// <summary>Lets the mean gradient and the mean squared gradient follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UpdateMeans<TVector>(TVector gradient, ref TVector mean, ref TVector square)
        where TVector : struct, IVector<TVector>
    {
        mean = TVector.MultiplyAdd(TVector.Create(Beta1), mean, TVector.Create(OneMinusBeta1) * gradient);
        square = TVector.MultiplyAdd(TVector.Create(Beta2), square, TVector.Create(OneMinusBeta2) * (gradient * gradient));
    }

    /// <summary>The parameter after a step along the mean gradient, divided by the root of a mean squared gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Step<TVector>(TVector parameter, TVector mean, TVector square)
        where TVector : struct, IVector<TVector>
    {
        TVector denominator = TVector.MultiplyAdd(TVector.Sqrt(square), TVector.Create(VarianceScale), TVector.Create(Epsilon));
        return TVector.MultiplyAdd(TVector.Create(NegativeStepSize), mean / denominator, parameter * TVector.Create(Keep));
    }
}
