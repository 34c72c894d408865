namespace ModelCompiler.Generator.Expressions;

/// <summary>An argument that an activation or a loss takes.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Range">What it must be, for messages.</param>
/// <param name="Holds">Whether a finite number is in the range.</param>
internal sealed record FunctionNumber(string Name, string Range, Func<double, bool> Holds)
{
    /// <summary>The value where it is not given.</summary>
    public double Otherwise { get; init; }

    /// <summary>Whether what people and files call the function leaves it out where it is the default.</summary>
    public bool IsUnsaidByDefault { get; init; }
}
