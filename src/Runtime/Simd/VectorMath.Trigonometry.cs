using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

public static partial class VectorMath
{
    // Half of pi in three parts (Cody and Waite 1980). The first two are so short that their products with a quadrant are exact.
    private const float HalfPiHigh = 1.5703125f;
    private const float HalfPiMiddle = 4.83751297e-4f;
    private const float HalfPiLow = 7.54978995e-8f;
    private const float TwoOverPi = 0.636619772f;

    /// <summary>The sine of radians, lane by lane.</summary>
    /// <param name="x">Radians, of magnitude up to 10,000; beyond that the result loses digits, though it stays within [-1, 1].</param>
    /// <returns>A value within [-1, 1]; NaN for NaN and infinities.</returns>
    /// <remarks>Largest error 1.2e-7 for |x| up to 10,000. Minimax polynomials of Moshier's Cephes library.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => Turned(x, quarters: 0);

    /// <summary>The cosine of radians, lane by lane.</summary>
    /// <param name="x">Radians, of magnitude up to 10,000; beyond that the result loses digits, though it stays within [-1, 1].</param>
    /// <returns>A value within [-1, 1]; NaN for NaN and infinities.</returns>
    /// <remarks>Largest error 1.2e-7 for |x| up to 10,000. Minimax polynomials of Moshier's Cephes library.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<TVector>(TVector x)
        where TVector : struct, IVector<TVector> => Turned(x, quarters: 1);

    /// <summary>The inverse tangent, lane by lane.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>Radians within half of pi; NaN for NaN.</returns>
    /// <remarks>Largest error 2.5 ULP. Minimax polynomial and ranges of Moshier's Cephes library.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan<TVector>(TVector x)
        where TVector : struct, IVector<TVector>
    {
        TVector sign = x & TVector.CreateBits(SignBit);
        TVector a = TVector.Abs(x),
            one = TVector.Create(1f);

        // Beyond tan(3 pi / 8) the complement, beyond tan(pi / 8) the difference to a quarter of pi; one division serves both.
        TVector isLarge = TVector.LessThan(TVector.Create(2.41421356f), a),
            isMiddle = TVector.LessThan(TVector.Create(0.414213562f), a);
        TVector numerator = TVector.Select(isLarge, TVector.Create(-1f), TVector.Select(isMiddle, a - one, a)),
            denominator = TVector.Select(isLarge, a, TVector.Select(isMiddle, a + one, one));
        TVector offset = TVector.Select(isLarge, TVector.Create(1.57079633f), isMiddle & TVector.Create(0.785398163f));
        TVector r = numerator / denominator,
            square = r * r;
        TVector polynomial = TVector.MultiplyAdd(square, TVector.Create(8.05374449538e-2f), TVector.Create(-1.38776856032e-1f));
        polynomial = TVector.MultiplyAdd(square, polynomial, TVector.Create(1.99777106478e-1f));
        polynomial = TVector.MultiplyAdd(square, polynomial, TVector.Create(-3.33329491539e-1f));
        return (offset + TVector.MultiplyAdd(polynomial * square, r, r)) ^ sign;
    }

    /// <summary>The largest whole number that is not above, lane by lane.</summary>
    /// <param name="x">Any value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Floor<TVector>(TVector x)
        where TVector : struct, IVector<TVector>
    {
        TVector nearest = TVector.Round(x);
        return TVector.Select(TVector.LessThan(x, nearest), nearest - TVector.Create(1f), nearest);
    }

    // The sine of x and some quarters of a turn: which polynomial and which sign follow from the quadrant that x is nearest to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Turned<TVector>(TVector x, int quarters)
        where TVector : struct, IVector<TVector>
    {
        TVector quadrant = TVector.Round(x * TVector.Create(TwoOverPi));
        TVector r = TVector.MultiplyAdd(quadrant, TVector.Create(-HalfPiHigh), x);
        r = TVector.MultiplyAdd(quadrant, TVector.Create(-HalfPiMiddle), r);
        r = TVector.MultiplyAdd(quadrant, TVector.Create(-HalfPiLow), r);

        // Where x is too large to be reduced the result is any value of the curve. NaN passes the bounds.
        r = TVector.Max(TVector.Create(-0.8f), TVector.Min(TVector.Create(0.8f), r));
        TVector turns = TVector.AddBits(TVector.ConvertToInt32Bits(quadrant), TVector.CreateBits(quarters));
        TVector square = r * r;
        TVector sine = TVector.MultiplyAdd(square, TVector.Create(-1.9515295891e-4f), TVector.Create(8.3321608736e-3f));
        sine = TVector.MultiplyAdd(square, sine, TVector.Create(-1.6666654611e-1f));
        sine = TVector.MultiplyAdd(sine * square, r, r);
        TVector cosine = TVector.MultiplyAdd(square, TVector.Create(2.44331571e-5f), TVector.Create(-1.38873163e-3f));
        cosine = TVector.MultiplyAdd(square, cosine, TVector.Create(4.16666457e-2f));
        cosine = TVector.MultiplyAdd(square * square, cosine, TVector.MultiplyAdd(square, TVector.Create(-0.5f), TVector.Create(1f)));
        TVector isOdd = TVector.ShiftRightArithmetic(TVector.ShiftLeft(turns, 31), 31),
            sign = TVector.ShiftLeft(TVector.ShiftRightArithmetic(turns, 1), 31);
        return TVector.Select(isOdd, cosine, sine) ^ sign;
    }
}
