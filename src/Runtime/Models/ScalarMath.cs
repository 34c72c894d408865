namespace ModelCompiler;

/// <summary>
/// Functions of one number that <see cref="MathF"/> does not have, for methods marked <see cref="ScalarFunctionAttribute"/>: in a
/// compiled model they are the vector functions of the built-in activations. Nothing here allocates; all of it is thread-safe.
/// </summary>
public static class ScalarMath
{
    /// <summary>The logistic function, <c>1 / (1 + exp(-x))</c>.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>A value in [0, 1].</returns>
    public static float Sigmoid(float x) => x >= 0 ? 1f / (1f + MathF.Exp(-x)) : MathF.Exp(x) / (1f + MathF.Exp(x));

    /// <summary><c>log(1 + exp(x))</c>, without overflow.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>A value of at least 0.</returns>
    public static float Softplus(float x) => MathF.Max(0f, x) + float.LogP1(MathF.Exp(-MathF.Abs(x)));

    /// <summary>The error function, <c>2 / sqrt(pi)</c> times the integral of <c>exp(-t^2)</c> from 0 to x.</summary>
    /// <param name="x">Any value.</param>
    /// <returns>A value in [-1, 1].</returns>
    public static float Erf(float x) => Simd.Lanes4.GetLane(Simd.VectorMath.Erf(Simd.Lanes4.Create(x)), 0);
}
