using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator.Analyzer;

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
        if (types.Have(attributes, AttributeRole.Model) || types.Have(attributes, AttributeRole.Block))
        {
            ModelDeclaration declaration = ModelParser.Parse(type, types, context.CancellationToken);
            foreach (Problem problem in Problems(declaration, types.Have(attributes, AttributeRole.Model), context))
                context.ReportDiagnostic(locator.ToDiagnostic(problem.AtSource(declaration)));
            return;
        }

        string kind = types.Of(attributes[0].AttributeClass!).Kind;
        context.ReportDiagnostic(locator.ToDiagnostic(ProblemList.Create(DeclarationRules.ModelAttributeMissing, ProblemTarget.Attribute(0), type.Name, kind)));
    }

    private static IEnumerable<Problem> Problems(ModelDeclaration declaration, bool isModel, SymbolAnalysisContext context)
    {
        if (!isModel)
            return ModelChecker.CheckBlock(declaration);
        CheckResult result = ModelChecker.Check(declaration);
        return result.IsBroken
            ? result.Problems
            : result.Problems.Concat(RegisterChecks.Run(declaration, result)).Concat(WeightsChecks.Run(declaration, result.Layers, WeightsFiles.From(context.Options.AdditionalFiles, context.CancellationToken)));
    }
}
