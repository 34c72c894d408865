namespace ModelCompiler.Generator.Expressions;

/// <summary>C# over <c>TVector</c> that computes some expressions.</summary>
/// <param name="Statements">Declarations of the locals that <paramref name="Results"/> mention, in order; each is assigned once.</param>
/// <param name="Results">One C# expression for each expression that was written.</param>
internal sealed record VectorCode(EquatableArray<string> Statements, EquatableArray<string> Results)
{
    /// <summary>The lines of a method that returns the (only) result.</summary>
    public IReadOnlyList<string> ToMethodBody() => [.. Statements, $"return {Results.Single()};"];
}
