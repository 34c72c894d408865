using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether blocks can take their places in a model.</summary>
internal static class BlockRules
{
    private const string Category = "ModelCompiler.Declaration";

    public static readonly DiagnosticDescriptor BlockUnknown = new(
        DiagnosticIds.BlockUnknown,
        "A class that is used as a block must be one",
        "'{0}' is used as a block, but is not marked as one. Add [Block] and the layers to it, or use another class.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlockUnknown + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BlockEmpty = new(
        DiagnosticIds.BlockEmpty,
        "A block needs a layer",
        "The block '{0}' has no layer. Add at least one, as [Dense(Block.Units)].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlockEmpty + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BlockNotOnlyLayers = new(
        DiagnosticIds.BlockNotOnlyLayers,
        "A block has layers only",
        "The block '{0}' has [{1}], but what a block reads and what its output is for is decided by the model that uses it. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlockNotOnlyLayers + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BlockContainsItself = new(
        DiagnosticIds.BlockContainsItself,
        "A block cannot contain itself",
        "'{0}' contains itself: {1}. Such a network has no end; remove one of these uses.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlockContainsItself + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BlocksTooLarge = new(
        DiagnosticIds.BlocksTooLarge,
        "The blocks become too many layers",
        "The block '{0}' cannot be used here: {1} that are allowed. Repeat it less often, or nest blocks less deeply.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlocksTooLarge + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelAndBlock = new(
        DiagnosticIds.ModelAndBlock,
        "A class is a model or a block, not both",
        "'{0}' is marked [Model] and [Block]. Remove [Block]: a model can be used as a block as it is. Or remove [Model], for "
            + "layers that only other models use.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelAndBlock + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor RelativeSizeUndefined = new(
        DiagnosticIds.RelativeSizeUndefined,
        "A size relative to a block's input must be a number of its own",
        "{0} of the layer '{1}' is given as {2} of the block's input, but {3}. Write a number, or use the block where this is "
            + "a whole number.",
        "ModelCompiler.Shape",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.RelativeSizeUndefined + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
