using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>
/// Whether the file of trained parameters fits the model. Errors, but the model is compiled all the same: it has to be, to be trained and
/// saved anew.
/// </summary>
internal static class WeightsRules
{
    private const string Category = "ModelCompiler.Weights";

    public static readonly DiagnosticDescriptor WeightsNotIncluded = new(
        DiagnosticIds.WeightsNotIncluded,
        "The file of weights is not in the project",
        "'{0}' is not among the model weights of the project{1}. Add <ModelWeights Include=\"{0}\" /> to the project file; if "
            + "it has one with a Condition, there is no such file yet: train the model and save it there.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WeightsNotIncluded + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor WeightsUnreadable = new(
        DiagnosticIds.WeightsUnreadable,
        "The file of weights cannot be read",
        "'{0}' cannot be used: {1}. Save it again, as with model.Save.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WeightsUnreadable + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor WeightsNamesDiffer = new(
        DiagnosticIds.WeightsNamesDiffer,
        "The names in the file of weights differ from those of the model",
        "'{0}' does not hold the parameters of '{1}': {2}. Train and save the model again, or rename the layers or the tensors.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WeightsNamesDiffer + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor WeightsShapesDiffer = new(
        DiagnosticIds.WeightsShapesDiffer,
        "The shapes in the file of weights differ from those of the model",
        "'{0}' does not fit '{1}': {2}. Train and save the model again, or change the layers.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WeightsShapesDiffer + HelpLink.Extension
    );
}
