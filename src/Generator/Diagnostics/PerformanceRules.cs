using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>What costs more than it may seem.</summary>
internal static class PerformanceRules
{
    private const string Category = "ModelCompiler.Performance";

    public static readonly DiagnosticDescriptor ManyParameters = new(
        DiagnosticIds.ManyParameters,
        "The model has many parameters",
        "The model '{0}' has {1} parameters, {2} MB, of which the layer '{3}' holds {4}. Make this layer or its input smaller if that is not meant.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ManyParameters + HelpLink.Extension);
}
