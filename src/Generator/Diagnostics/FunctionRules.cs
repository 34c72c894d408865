using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether methods can be compiled as formulas, and whether attributes name such.</summary>
internal static class FunctionRules
{
    private const string Category = "ModelCompiler.Function";

    public static readonly DiagnosticDescriptor FunctionNotCompiled = new(
        DiagnosticIds.FunctionNotCompiled,
        "The method is no formula",
        "The function '{0}' cannot be compiled: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.FunctionNotCompiled + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor FunctionNotFound = new(
        DiagnosticIds.FunctionNotFound,
        "The attribute names no function",
        "The function '{0}' cannot be used: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.FunctionNotFound + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor FunctionOfOthers = new(
        DiagnosticIds.FunctionOfOthers,
        "The function has other parameters",
        "The function '{0}' has {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.FunctionOfOthers + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
