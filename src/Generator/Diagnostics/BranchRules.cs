using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether the layers read what exists, in an order in which it can be computed.</summary>
internal static class BranchRules
{
    private const string Category = "ModelCompiler.Declaration";

    public static readonly DiagnosticDescriptor LayerInputUnknown = new(
        DiagnosticIds.LayerInputUnknown,
        "The layer reads an unknown layer",
        "The layer '{0}' reads '{1}', but there is no such layer. Name one of those above it: {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerInputUnknown + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerInputLater = new(
        DiagnosticIds.LayerInputLater,
        "The layer reads a later layer",
        "The layer '{0}' reads '{1}', which does not stand above it. Layers run from top to bottom: {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerInputLater + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LayerUnused = new(
        DiagnosticIds.LayerUnused,
        "The output of the layer is not used",
        "No layer reads the output of '{0}', and it is no output of the model. Join it with [Add], [Multiply] or [Concat], name "
            + "it as From, declare it as an [Output], or remove it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerUnused + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
