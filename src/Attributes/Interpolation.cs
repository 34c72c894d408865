namespace ModelCompiler;

/// <summary>What a value between the values of an input is made of.</summary>
public enum Interpolation
{
    /// <summary>The value of the input at or before it: <c>y[i] = x[floor(i input / output)]</c>.</summary>
    Nearest,

    /// <summary>Its two neighbours, on a straight line between them. For signals.</summary>
    Linear,

    /// <summary>Its four neighbours: on a straight line along each of the two dimensions. For images.</summary>
    Bilinear,
}
