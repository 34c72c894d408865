using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether layers of sequences receive one that suits them.</summary>
internal static class AttentionRules
{
    private const string Category = "ModelCompiler.Shape";

    public static readonly DiagnosticDescriptor NoStepsToAttend = new(
        DiagnosticIds.NoStepsToAttend,
        "The layer works on the steps of a sequence",
        "The layer '{0}' reads '{1}' of shape {2}, which is no sequence of [steps, features]. Declare the input by [Sequence], and "
            + "leave the steps as they are in front of the layer.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NoStepsToAttend + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

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
