namespace ModelCompiler.Importing;

/// <summary>Why nodes of one operator cannot be imported.</summary>
/// <param name="Operator">The operator, with its domain where that is not ONNX's.</param>
/// <param name="Count">How many nodes have this cause.</param>
/// <param name="FirstNode">The first of them, by name or by what it writes.</param>
/// <param name="Shapes">The shapes of what it reads; empty when they are not known.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Cause(string Operator, int Count, string FirstNode, string Shapes, string Reason, string Remedy)
{
    /// <summary>The cause in one line and its remedy in another.</summary>
    public override string ToString() =>
        $"  {Operator}{(Count > 1 ? $" x {Count}" : "")}, first {FirstNode}{(Shapes.Length > 0 ? $" with {Shapes}" : "")}: {Reason}.\n"
        + $"    Remedy: {Remedy}.";
}
