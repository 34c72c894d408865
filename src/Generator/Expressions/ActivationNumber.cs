namespace ModelCompiler.Generator.Expressions;

/// <summary>An argument of a layer that its activation takes.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Range">What it must be, for messages.</param>
/// <param name="Holds">Whether a finite number is in the range.</param>
internal sealed record ActivationNumber(string Name, string Range, Func<double, bool> Holds)
{
    /// <summary>The value where it is not given.</summary>
    public double Otherwise { get; init; }
}
