using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>
/// Shows what <see cref="ModelChecker"/> finds, on the attribute or argument that is wrong. The generator itself stays silent:
/// what an analyzer reports can be suppressed by a pragma, and does not disturb hot reload.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AnalyzerRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty)
            return;
        var types = new AttributeTypes();
        ImmutableArray<AttributeData> attributes = ModelParser.ModelAttributes(type, types);
        if (attributes.IsEmpty)
            return;
        var locator = new ProblemLocator(type, attributes, context.CancellationToken);
        if (attributes.All(attribute => types.RoleOf(attribute) != AttributeRole.Model))
        {
            string kind = types.Of(attributes[0].AttributeClass!).Kind;
            context.ReportDiagnostic(locator.ToDiagnostic(ProblemList.Create(DeclarationRules.ModelAttributeMissing, ProblemTarget.Attribute(0), type.Name, kind)));
            return;
        }
        ModelDeclaration declaration = ModelParser.Parse(type, attributes, types, context.CancellationToken);
        CheckResult result = ModelChecker.Check(declaration);
        IEnumerable<Problem> problems = result.IsBroken
            ? result.Problems
            : result.Problems.Concat(RegisterChecks.Run(declaration, result.Network)).Concat(WeightsChecks.Run(declaration, WeightsFiles.From(context.Options.AdditionalFiles, context.CancellationToken)));
        foreach (Problem problem in problems)
            context.ReportDiagnostic(locator.ToDiagnostic(problem));
    }
}
