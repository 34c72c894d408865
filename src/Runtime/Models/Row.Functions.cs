namespace ModelCompiler;

/// <content>Functions of each element: those that formulas may use of single numbers.</content>
public readonly partial struct Row
{
    /// <summary>Of each element the absolute value. Allocates the result.</summary>
    public static Row Abs(Row x) => x.Map(MathF.Abs);

    /// <summary>Of each element the inverse tangent, in radians. Allocates the result.</summary>
    public static Row Atan(Row x) => x.Map(MathF.Atan);

    /// <summary>Of each element the smallest whole number that is not below. Allocates the result.</summary>
    public static Row Ceiling(Row x) => x.Map(MathF.Ceiling);

    /// <summary>Of each element the cosine of radians. Allocates the result.</summary>
    public static Row Cos(Row x) => x.Map(MathF.Cos);

    /// <summary>Of each element the hyperbolic cosine. Allocates the result.</summary>
    public static Row Cosh(Row x) => x.Map(MathF.Cosh);

    /// <summary>Of each element the error function. Allocates the result.</summary>
    public static Row Erf(Row x) => x.Map(ScalarMath.Erf);

    /// <summary>Of each element the exponential. Allocates the result.</summary>
    public static Row Exp(Row x) => x.Map(MathF.Exp);

    /// <summary>Of each element <c>exp(x) - 1</c>, exact near zero. Allocates the result.</summary>
    public static Row ExpM1(Row x) => x.Map(float.ExpM1);

    /// <summary>Of each element the largest whole number that is not above. Allocates the result.</summary>
    public static Row Floor(Row x) => x.Map(MathF.Floor);

    /// <summary>Of each element the natural logarithm. Allocates the result.</summary>
    public static Row Log(Row x) => x.Map(MathF.Log);

    /// <summary>Of each element <c>log(1 + x)</c>, exact near zero. Allocates the result.</summary>
    public static Row LogP1(Row x) => x.Map(float.LogP1);

    /// <summary>Of each element the nearest whole number, ties to even. Allocates the result.</summary>
    public static Row Round(Row x) => x.Map(MathF.Round);

    /// <summary>Of each element the logistic function. Allocates the result.</summary>
    public static Row Sigmoid(Row x) => x.Map(ScalarMath.Sigmoid);

    /// <summary>Of each element -1, 0 or 1. Allocates the result.</summary>
    public static Row Sign(Row x) => x.Map(static x => MathF.Sign(x));

    /// <summary>Of each element the sine of radians. Allocates the result.</summary>
    public static Row Sin(Row x) => x.Map(MathF.Sin);

    /// <summary>Of each element the hyperbolic sine. Allocates the result.</summary>
    public static Row Sinh(Row x) => x.Map(MathF.Sinh);

    /// <summary>Of each element <c>log(1 + exp(x))</c>. Allocates the result.</summary>
    public static Row Softplus(Row x) => x.Map(ScalarMath.Softplus);

    /// <summary>Of each element the square root. Allocates the result.</summary>
    public static Row Sqrt(Row x) => x.Map(MathF.Sqrt);

    /// <summary>Of each element the tangent of radians. Allocates the result.</summary>
    public static Row Tan(Row x) => x.Map(MathF.Tan);

    /// <summary>Of each element the hyperbolic tangent. Allocates the result.</summary>
    public static Row Tanh(Row x) => x.Map(MathF.Tanh);

    /// <summary>Of each pair of elements the larger. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The rows have different lengths.</exception>
    public static Row Max(Row x, Row y) => x.Zip(y, MathF.Max);

    /// <summary>Of each element and a number the larger. Allocates the result.</summary>
    public static Row Max(Row x, float y) => x.Zip(y, MathF.Max);

    /// <summary>Of a number and each element the larger. Allocates the result.</summary>
    public static Row Max(float x, Row y) => y.Zip(x, MathF.Max);

    /// <summary>Of each pair of elements the smaller. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The rows have different lengths.</exception>
    public static Row Min(Row x, Row y) => x.Zip(y, MathF.Min);

    /// <summary>Of each element and a number the smaller. Allocates the result.</summary>
    public static Row Min(Row x, float y) => x.Zip(y, MathF.Min);

    /// <summary>Of a number and each element the smaller. Allocates the result.</summary>
    public static Row Min(float x, Row y) => y.Zip(x, MathF.Min);

    /// <summary>Each element to a power. Allocates the result.</summary>
    public static Row Pow(Row x, float exponent) => x.Zip(exponent, MathF.Pow);

    /// <summary>Each element, but not below or above a number. Allocates the result.</summary>
    public static Row Clamp(Row x, float minimum, float maximum) => Max(Min(x, maximum), minimum);
}
