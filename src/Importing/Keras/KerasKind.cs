namespace ModelCompiler.Importing.Keras;

/// <summary>What the importer knows of a class of layers.</summary>
/// <param name="Name">The class.</param>
/// <param name="ImportedAs">What it becomes, for the documentation.</param>
/// <param name="Refused">What of it is refused, for the documentation; empty when nothing is.</param>
/// <param name="Emit">Makes operators of a call, and gives the value that comes out.</param>
internal sealed record KerasKind(string Name, string ImportedAs, string Refused, Func<KerasCall, string> Emit)
{
    /// <summary>Whether each value, or each row of the last axis, is computed by itself, so that it works on each step too.</summary>
    public bool IsOfEachStep { get; init; }
}
