using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

public static partial class VectorMath
{
    private const float Ln2 = 0.693147181f;

    // The bits of 2/3: mantissas are taken from [2/3, 4/3), the range that keeps |mantissa - 1| smallest.
    private const int TwoThirdsBits = 0x3f2aaaab;
    private const int ExponentMask = unchecked((int)0xff800000);
    private const float TwoToMinus23 = 1.1920929e-7f;

    /// <summary>The natural logarithm, lane by lane.</summary>
    /// <param name="x">Any value, denormals included.</param>
    /// <returns>Minus infinity for zero of either sign, NaN below zero and for NaN, infinity for infinity.</returns>
    /// <remarks>Largest error 0.99 ULP; 1.08 without fused multiply-add.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector>(TVector x)
        where TVector : struct, IVector<TVector>
    {
        // Denormals are scaled up to normal numbers first.
        TVector isDenormal = TVector.LessThan(x, TVector.Create(1.17549435e-38f));
        TVector normal = TVector.Select(isDenormal, x * TVector.Create(16777216f), x);
        TVector exponentOffset = isDenormal & TVector.Create(-24f);

        TVector exponentBits = TVector.SubtractBits(normal, TVector.CreateBits(TwoThirdsBits)) & TVector.CreateBits(ExponentMask);
        TVector mantissa = TVector.SubtractBits(normal, exponentBits);
        TVector exponent = TVector.MultiplyAdd(TVector.ConvertBitsToSingle(exponentBits), TVector.Create(TwoToMinus23), exponentOffset);
        TVector result = TVector.MultiplyAdd(exponent, TVector.Create(Ln2), LogOnePlusOfMantissa(mantissa - TVector.Create(1f)));

        TVector inRange = TVector.LessThan(TVector.Zero, x) & TVector.LessThan(x, TVector.Create(float.PositiveInfinity));
        return TVector.Select(inRange, result, LogOutsideRange(x, TVector.Zero));
    }

    /// <summary><c>log(1 + f)</c> for f in [-1/3, 1/3]: f + f^2 Q(f), minimax in the relative error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOnePlusOfMantissa<TVector>(TVector f)
        where TVector : struct, IVector<TVector>
    {
        TVector square = f * f;
        TVector fourth = square * square;
        TVector low = TVector.MultiplyAdd(
            square,
            TVector.MultiplyAdd(f, TVector.Create(0.200104445f), TVector.Create(-0.249998033f)),
            TVector.MultiplyAdd(f, TVector.Create(0.333332151f), TVector.Create(-0.5f))
        );
        TVector high = TVector.MultiplyAdd(
            square,
            TVector.MultiplyAdd(f, TVector.Create(0.139867231f), TVector.Create(-0.121874176f)),
            TVector.MultiplyAdd(f, TVector.Create(0.140053391f), TVector.Create(-0.166802481f))
        );
        high = TVector.MultiplyAdd(fourth, TVector.Create(-0.12878482f), high);
        return TVector.MultiplyAdd(square, TVector.MultiplyAdd(fourth, high, low), f);
    }

    /// <summary>The logarithm where the argument is not strictly between the pole and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOutsideRange<TVector>(TVector x, TVector pole)
        where TVector : struct, IVector<TVector>
    {
        TVector negative = TVector.Select(TVector.Equal(x, pole), TVector.Create(float.NegativeInfinity), TVector.Create(float.NaN));
        return TVector.Select(TVector.LessThan(pole, x), x, negative);
    }
}
