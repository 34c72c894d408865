using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Faults of the compiler itself.</summary>
internal static class InternalRules
{
    private const string Category = "ModelCompiler.Internal";

    public static readonly DiagnosticDescriptor InternalError = new(
        DiagnosticIds.InternalError,
        "The compiler failed",
        "The model '{0}' could not be compiled because of a fault in ModelCompiler. Please report it with the declaration and "
            + "this text: {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InternalError + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
