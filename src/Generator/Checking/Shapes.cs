using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Arithmetic on shapes that cannot overflow.</summary>
internal static class Shapes
{
    /// <summary>The most elements that one .NET buffer can hold.</summary>
    public const double MaximumSize = 0x7FFFFFC7;

    /// <summary>The shape as <c>[6, 28, 28]</c>.</summary>
    public static string Text(EquatableArray<int> shape) => new TensorShape(shape).ToString();

    /// <summary>The number of values.</summary>
    public static double Size(EquatableArray<int> shape)
    {
        double size = 1;
        foreach (int dimension in shape)
            size *= dimension;
        return size;
    }
}
