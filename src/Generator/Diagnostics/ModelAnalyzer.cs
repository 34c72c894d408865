using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Parsing;

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
        ImmutableArray<AttributeData> attributes = ModelParser.ModelAttributes(type);
        if (attributes.IsEmpty)
            return;
        var locator = new ProblemLocator(type, attributes, context.CancellationToken);
        if (attributes.All(attribute => AttributeParser.RoleOf(attribute) != AttributeRole.Model))
        {
            string kind = AttributeParser.Parse(attributes[0], AttributeParser.RoleOf(attributes[0])!.Value, 0).Kind;
            context.ReportDiagnostic(locator.ToDiagnostic(ProblemList.Create(DeclarationRules.ModelAttributeMissing, ProblemTarget.Attribute(0), type.Name, kind)));
            return;
        }
        foreach (Problem problem in ModelChecker.Check(ModelParser.Parse(type, context.CancellationToken)).Problems)
            context.ReportDiagnostic(locator.ToDiagnostic(problem));
    }
}
