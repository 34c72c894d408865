using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>An error of a declaration as a plain value, which the pipeline can keep.</summary>
/// <param name="Id">The id of the rule.</param>
/// <param name="Target">Where, by position among what was written.</param>
/// <param name="Arguments">What fills the rule's message.</param>
internal sealed record ModelError(string Id, ProblemTarget Target, EquatableArray<string> Arguments)
{
    /// <summary>The problem.</summary>
    public Problem ToProblem() => new(GeneratorRules.Find(Id), Target, Arguments);

    /// <summary>The errors among the problems of a declaration.</summary>
    public static EquatableArray<ModelError> Of(ModelDeclaration declaration, IEnumerable<Problem> problems) =>
        problems
            .Where(problem => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error)
            .Select(problem => problem.AtSource(declaration))
            .Select(problem => new ModelError(problem.Rule.Id, problem.Target, problem.Arguments))
            .ToEquatableArray();
}
