using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether the heads of an attention suit its arguments.</summary>
internal static class AttentionRules
{
    private const string Category = "ModelCompiler.Shape";

    public static readonly DiagnosticDescriptor RotaryHeadOdd = new(
        DiagnosticIds.RotaryHeadOdd,
        "Rotary positions turn pairs of features",
        "The layer '{0}' has rotary positions, which turn pairs of features, but its heads have {1}, an odd number: {2} features by {3} "
            + "heads. Choose another number of heads or of features, or leave Rotary out.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.RotaryHeadOdd + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
