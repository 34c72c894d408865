using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>What the generator needs of a declared model: plain values, compared by content.</summary>
/// <param name="Name">The class's name, for messages.</param>
/// <param name="MetadataName">The class's full name.</param>
/// <param name="HintName">The name of the generated file; null when the declaration could not be read.</param>
/// <param name="Spec">The model to compile, or null when it is broken.</param>
/// <param name="Stub">What to generate instead of a model that is broken or cannot be compiled; null when nothing can be.</param>
/// <param name="Errors">Why the model is broken, as far as the C# compiler does not say it.</param>
/// <param name="Failure">The text of an exception that reading or checking threw, or null.</param>
internal sealed record CheckedModel(
    string Name,
    string MetadataName,
    string? HintName,
    ModelSpec? Spec,
    StubSpec? Stub,
    EquatableArray<ModelError> Errors,
    string? Failure
)
{
    /// <summary>Checks a declaration; what is thrown becomes <see cref="Failure"/>.</summary>
    public static CheckedModel From(ReadDeclaration read)
    {
        try
        {
            return read.Declaration is { } declaration ? From(read, declaration) : Failed(read, read.Failure);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(read, exception.ToString());
        }
    }

    private static CheckedModel From(ReadDeclaration read, ModelDeclaration declaration)
    {
        CheckResult result = ModelChecker.Check(declaration);
        StubSpec? stub = StubBuilder.Build(declaration, StubBuilder.Reason(declaration, result));
        return new(
            read.Name,
            read.MetadataName,
            declaration.HintName,
            result.IsBroken ? null : ModelSpecBuilder.Build(declaration, result.Layers),
            stub,
            ModelError.Of(declaration, result.Problems.Where(problem => stub is null || !IsSaidByTheCompiler(problem))),
            null
        );
    }

    // The C# compiler says of the generated part that the type lacks 'partial' (CS0260).
    private static bool IsSaidByTheCompiler(Problem problem) =>
        problem.Rule.Id is DiagnosticIds.ModelNotPartial or DiagnosticIds.ContainingTypeNotPartial;

    private static CheckedModel Failed(ReadDeclaration read, string? failure) =>
        new(read.Name, read.MetadataName, null, null, null, EquatableArray<ModelError>.Empty, failure);
}
