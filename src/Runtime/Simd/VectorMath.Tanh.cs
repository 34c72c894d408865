using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent, lane by lane.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <param name="x">Any value.</param>
    /// <returns>An odd function of x, exactly 1 or -1 beyond 9.02; NaN for NaN; the sign of zero is kept.</returns>
    /// <remarks>Largest error 1.97 ULP; 2.20 without fused multiply-add.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector>(TVector x)
        where TVector : struct, IVector<TVector>
    {
        TVector magnitude = TVector.Abs(x);
        TVector square = x * x;
        TVector fourth = square * square;
        TVector one = TVector.Create(1f);

        // Away from zero: 1 - N/D with N/D close to 2 / (1 + exp(2x)), minimax on [0.75, 9.02]. Its relative error counts for
        // less the nearer the result is to 1, and the two polynomials run side by side, which is quicker than an exponential.
        TVector numerator = TVector.MultiplyAdd(
            fourth,
            TVector.MultiplyAdd(magnitude, TVector.Create(-2.21045157e-05f), TVector.Create(0.000905477209f)),
            TVector.MultiplyAdd(
                square,
                TVector.MultiplyAdd(magnitude, TVector.Create(-0.015099505f), TVector.Create(0.128503293f)),
                TVector.MultiplyAdd(magnitude, TVector.Create(-0.559698939f), TVector.Create(1.00069523f))
            )
        );
        TVector denominator = TVector.MultiplyAdd(
            fourth,
            TVector.MultiplyAdd(
                square,
                TVector.MultiplyAdd(magnitude, TVector.Create(0.00123327342f), TVector.Create(-9.45801803e-05f)),
                TVector.MultiplyAdd(magnitude, TVector.Create(0.0283115953f), TVector.Create(0.057660833f))
            ),
            TVector.MultiplyAdd(
                square,
                TVector.MultiplyAdd(magnitude, TVector.Create(0.239163414f), TVector.Create(0.557457745f)),
                TVector.MultiplyAdd(magnitude, TVector.Create(0.445419729f), one)
            )
        );
        TVector middle = one - (numerator / denominator);

        // Near zero: x + x^3 P(x^2), minimax on [0, 0.75]. Everything below is ready before the division is.
        TVector near = TVector.MultiplyAdd(
            fourth,
            TVector.MultiplyAdd(
                fourth,
                TVector.MultiplyAdd(square, TVector.Create(0.00174175669f), TVector.Create(-0.0076658125f)),
                TVector.MultiplyAdd(square, TVector.Create(0.0214577932f), TVector.Create(-0.0538945347f))
            ),
            TVector.MultiplyAdd(square, TVector.Create(0.133327201f), TVector.Create(-0.333333164f))
        );
        near = TVector.MultiplyAdd(magnitude * square, near, magnitude);

        // A NaN compares false everywhere and comes out of the polynomial near zero.
        TVector saturationPoint = TVector.Create(9.02f);
        TVector outside = TVector.Select(TVector.LessThan(saturationPoint, magnitude), one, near);
        TVector inMiddle = TVector.LessThan(TVector.Create(0.75f), magnitude) & TVector.LessThanOrEqual(magnitude, saturationPoint);
        return TVector.Select(inMiddle, middle, outside) | (x & TVector.CreateBits(SignBit));
    }
}
