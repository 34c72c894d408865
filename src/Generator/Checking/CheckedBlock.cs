using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>What is wrong with a block: plain values, compared by content.</summary>
/// <param name="Name">The class's name, for messages.</param>
/// <param name="MetadataName">The class's full name.</param>
/// <param name="Errors">The errors.</param>
/// <param name="Failure">The text of an exception that reading or checking threw, or null.</param>
internal sealed record CheckedBlock(string Name, string MetadataName, EquatableArray<ModelError> Errors, string? Failure)
{
    /// <summary>Checks a declaration; what is thrown becomes <see cref="Failure"/>.</summary>
    public static CheckedBlock From(ReadDeclaration read)
    {
        try
        {
            EquatableArray<ModelError> errors = read.Declaration is { } declaration
                ? ModelError.Of(declaration, ModelChecker.CheckBlock(declaration))
                : EquatableArray<ModelError>.Empty;
            return new(read.Name, read.MetadataName, errors, read.Failure);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(read.Name, read.MetadataName, EquatableArray<ModelError>.Empty, exception.ToString());
        }
    }
}
