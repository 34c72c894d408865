using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether tokens are looked up.</summary>
internal static class TokenRules
{
    private const string Category = "ModelCompiler.Shape";

    public static readonly DiagnosticDescriptor TokensNotLookedUp = new(
        DiagnosticIds.TokensNotLookedUp,
        "Tokens must be looked up",
        "The layer '{0}' reads tokens, which are numbers of a vocabulary of {1} and no amounts. Put [Embedding] between the input and "
            + "the layer.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.TokensNotLookedUp + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor NoTokensToLookUp = new(
        DiagnosticIds.NoTokensToLookUp,
        "An embedding reads tokens",
        "The layer '{0}' looks up tokens, but reads values of the shape {1}. Declare the input by [Tokens(steps, vocabulary)], and let the "
            + "layer read it (From = \"input\").",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NoTokensToLookUp + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor WeightNotTied = new(
        DiagnosticIds.WeightNotTied,
        "A tied weight is that of an embedding",
        "The layer '{0}' cannot use the weight of '{1}': {2}. Name an [Embedding] above, give the layer as many units as the vocabulary "
            + "has tokens, and let it read as many values as a token has.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WeightNotTied + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor NotASequence = new(
        DiagnosticIds.NotASequence,
        "The layer needs a sequence",
        "The layer '{0}' works on the steps of a sequence of [steps, features], but its input has the shape {1}. Declare the input by "
            + "[Sequence(steps, features)], or by [Tokens(steps, vocabulary)] with an [Embedding].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NotASequence + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor StepsWithoutLengths = new(
        DiagnosticIds.StepsWithoutLengths,
        "The layer reads steps that have no lengths",
        "The layer '{0}' must know which steps count, but its input has {1} steps, and the lengths of the samples (HasLengths) are of {2}. "
            + "Keep the number of steps up to the layer (Padding = Padding.Causal, no stride, no pool), or leave out HasLengths.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.StepsWithoutLengths + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
