using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>What the generator needs of a declared model: plain values, compared by content.</summary>
/// <param name="Name">The class's name, for messages.</param>
/// <param name="HintName">The name of the generated file; null when the declaration could not be read.</param>
/// <param name="Spec">The model to compile, or null when it is broken.</param>
/// <param name="Stub">What to generate instead of a model that is broken or cannot be compiled; null when nothing can be.</param>
/// <param name="Failure">The text of an exception that reading or checking threw, or null.</param>
internal sealed record CheckedModel(string Name, string? HintName, ModelSpec? Spec, StubSpec? Stub, string? Failure)
{
    public static CheckedModel From(ModelDeclaration declaration)
    {
        CheckResult result = ModelChecker.Check(declaration);
        return new(
            declaration.Type.Name,
            declaration.HintName,
            result.IsBroken ? null : ModelSpecBuilder.Build(declaration, result.Layers),
            StubBuilder.Build(declaration, StubBuilder.Reason(declaration, result)),
            null);
    }
}
