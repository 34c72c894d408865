namespace ModelCompiler.Generator.Values;

/// <summary>Numbers of values, in an arithmetic that cannot overflow.</summary>
internal static class Sizes
{
    /// <summary>The most elements that one .NET buffer can hold.</summary>
    public const double Maximum = 0x7FFFFFC7;

    /// <summary>The number of values of a shape.</summary>
    public static double Of(TensorShape shape) => Of(shape.Dimensions);

    /// <summary>The product of dimensions.</summary>
    public static double Of(EquatableArray<int> dimensions)
    {
        double size = 1;
        foreach (int dimension in dimensions)
            size *= dimension;
        return size;
    }
}
