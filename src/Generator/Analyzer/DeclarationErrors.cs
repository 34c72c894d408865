using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Analyzer;

/// <summary>
/// Reports from the generator why a model is not compiled. The analyzer shows the same in an editor, but can be turned off, silenced and
/// kept away from a file; what a generator reports by a rule that is not configurable fails every build. The C# compiler ends there, so
/// that nobody sees an error twice.
/// </summary>
internal static class DeclarationErrors
{
    /// <summary>Reports the errors of one class, at the places in the source.</summary>
    /// <param name="context">Takes the diagnostics.</param>
    /// <param name="metadataName">The class.</param>
    /// <param name="errors">The errors.</param>
    /// <param name="compilation">Where the class is declared.</param>
    public static void Report(
        SourceProductionContext context,
        string metadataName,
        EquatableArray<ModelError> errors,
        Compilation compilation
    )
    {
        foreach ((ModelError error, Location place) in Located(metadataName, errors, compilation, context.CancellationToken))
            Report(context, GeneratorRules.Find(error.Id), Detached(place), error.Arguments.ToArray<object>());
    }

    /// <summary>Reports errors whose severity the project may choose, by a pragma or in its <c>.editorconfig</c>.</summary>
    public static void ReportConfigurable(
        SourceProductionContext context,
        string metadataName,
        EquatableArray<ModelError> errors,
        Compilation compilation
    )
    {
        foreach ((ModelError error, Location place) in Located(metadataName, errors, compilation, context.CancellationToken))
            context.ReportDiagnostic(Diagnostic.Create(GeneratorRules.Find(error.Id), place, error.Arguments.ToArray<object>()));
    }

    private static IEnumerable<(ModelError Error, Location Place)> Located(
        string metadataName,
        EquatableArray<ModelError> errors,
        Compilation compilation,
        CancellationToken cancellation
    )
    {
        INamedTypeSymbol? type = compilation.Assembly.GetTypeByMetadataName(metadataName);
        ProblemLocator? locator = type is null
            ? null
            : new ProblemLocator(type, ModelParser.ModelAttributes(type, new AttributeTypes()), cancellation);
        foreach (ModelError error in errors)
            yield return (error, locator?.ToDiagnostic(error.ToProblem()).Location ?? Location.None);
    }

    /// <summary>Reports an error that nothing in the project can close.</summary>
    public static void Report(SourceProductionContext context, DiagnosticDescriptor rule, Location place, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(Unclosable(rule), place, arguments));

    // SuppressMessage reaches what is not configurable too, unless the C# compiler's own tag is on it.
    private static DiagnosticDescriptor Unclosable(DiagnosticDescriptor rule) =>
        new(
            rule.Id,
            rule.Title,
            rule.MessageFormat,
            rule.Category,
            rule.DefaultSeverity,
            rule.IsEnabledByDefault,
            rule.Description,
            rule.HelpLinkUri,
            WellKnownDiagnosticTags.NotConfigurable,
            WellKnownDiagnosticTags.Compiler
        );

    // Not bound to the file's syntax tree: an editor, which shows the analyzer's diagnostic in the file, shows this one beside it at most
    // in a list.
    private static Location Detached(Location place) =>
        place.SourceTree is null || place.GetMappedLineSpan() is not { IsValid: true } mapped
            ? place
            : Location.Create(mapped.Path, place.SourceSpan, mapped.Span);
}
