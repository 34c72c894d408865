using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

public static partial class VectorMath
{
    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, lane by lane, as <see cref="MathF.Pow"/>.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <returns>1 for an exponent of 0, NaN for a negative base with an exponent that is no whole number.</returns>
    /// <remarks>
    /// <c>exp(y log |x|)</c>: the error is that of the logarithm times the exponent, below 2e-7 <c>(1 + |y log x|)</c> of the result.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Pow<TVector>(TVector x, TVector y)
        where TVector : struct, IVector<TVector>
    {
        TVector magnitude = Exp(y * Log(TVector.Abs(x)));

        // An odd whole exponent keeps the sign of the base: its half is no whole number.
        TVector half = y * TVector.Create(0.5f),
            isWhole = TVector.Equal(TVector.Round(y), y),
            isEven = TVector.Equal(TVector.Round(half), half),
            isNegative = TVector.LessThan(x, TVector.Zero);
        TVector signed = TVector.Select(isEven, magnitude, magnitude ^ (x & TVector.CreateBits(SignBit)));
        TVector ofNegative = TVector.Select(isWhole, signed, TVector.Create(float.NaN));
        TVector result = TVector.Select(isNegative, ofNegative, TVector.Select(isWhole, signed, magnitude));
        TVector isOne = TVector.Equal(y, TVector.Zero);
        return TVector.Select(isOne, TVector.Create(1f), result);
    }
}
