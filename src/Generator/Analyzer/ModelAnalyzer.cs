using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator.Analyzer;

/// <summary>
/// Shows what <see cref="ModelChecker"/> finds, on the attribute or argument that is wrong. Builds get the errors of declarations from the
/// generator as well, because an analyzer can be turned off; warnings come from here alone, so that they can be suppressed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AnalyzerRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Code that others generate may declare models, and a file may only look as if it were generated: errors are shown there too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterSymbolAction(AnalyzeFunction, SymbolKind.Method);
    }

    private static void AnalyzeFunction(SymbolAnalysisContext context)
    {
        if (FunctionError.Of((IMethodSymbol)context.Symbol, context.Compilation, context.CancellationToken) is { } error)
            context.ReportDiagnostic(Diagnostic.Create(FunctionRules.FunctionNotCompiled, error.Place, error.Arguments));
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
        foreach (Problem problem in Problems(type, types, attributes, context))
            if (!context.IsGeneratedCode || problem.Rule.DefaultSeverity == DiagnosticSeverity.Error)
                context.ReportDiagnostic(locator.ToDiagnostic(problem));
    }

    private static IEnumerable<Problem> Problems(
        INamedTypeSymbol type,
        AttributeTypes types,
        ImmutableArray<AttributeData> attributes,
        SymbolAnalysisContext context
    )
    {
        bool isModel = types.Have(attributes, AttributeRole.Model);
        if (!isModel && !types.Have(attributes, AttributeRole.Block))
            return
            [
                ProblemList.Create(
                    DeclarationRules.ModelAttributeMissing,
                    ProblemTarget.Attribute(0),
                    type.Name,
                    types.Of(attributes[0].AttributeClass!).Kind
                ),
            ];
        ModelDeclaration declaration = ModelParser.Parse(type, types, context.CancellationToken);
        IEnumerable<Problem> problems =
            !isModel ? ModelChecker.CheckBlock(declaration)
            : IsUnseen(type, context)
                ?
                [
                    ProblemList.Create(
                        DeclarationRules.ModelUnseen,
                        ProblemTarget.Attribute(declaration.IndexOf(AttributeRole.Model)),
                        type.Name
                    ),
                ]
            : ModelProblems(declaration, context);
        return problems.Select(problem => problem.AtSource(declaration));
    }

    // In an editor a class that was just written has no generated part yet, but it is no generated code either.
    private static bool IsUnseen(INamedTypeSymbol type, SymbolAnalysisContext context) =>
        context.IsGeneratedCode && type.DeclaringSyntaxReferences.All(reference => !ModelParser.IsGenerated(reference.SyntaxTree));

    private static IEnumerable<Problem> ModelProblems(ModelDeclaration declaration, SymbolAnalysisContext context)
    {
        CheckResult result = ModelChecker.Check(declaration);
        return result.IsBroken
            ? result.Problems
            : result
                .Problems.Concat(RegisterChecks.Run(declaration, result))
                .Concat(
                    WeightsChecks.Run(
                        declaration,
                        result.Layers,
                        WeightsFiles.From(context.Options.AdditionalFiles, context.CancellationToken)
                    )
                );
    }
}
