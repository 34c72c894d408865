using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Declarations that compile and are probably not meant.</summary>
internal static class StyleRules
{
    private const string Category = "ModelCompiler.Style";

    public static readonly DiagnosticDescriptor LinearLayersCollapse = new(
        DiagnosticIds.LinearLayersCollapse,
        "Consecutive linear layers are one linear layer",
        "The layers '{0}' and '{1}' have no activation between them, so together they can learn no more than one layer. Give "
            + "'{0}' an activation, or remove it; for a bottleneck make it narrower than its input and than '{1}'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LinearLayersCollapse + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor SoftmaxTwice = new(
        DiagnosticIds.SoftmaxTwice,
        "Softmax is applied twice",
        "'{0}' applies softmax to the output of '{1}', which is a softmax already; the result is nearly uniform. Remove one of the two.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SoftmaxTwice + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor SoftmaxHidden = new(
        DiagnosticIds.SoftmaxHidden,
        "Softmax in a hidden layer",
        "The hidden layer '{0}' ends in softmax, whose outputs compete and sum to 1; the layers after it see little. Use Relu "
            + "or another activation for hidden layers.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SoftmaxHidden + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor LayerAfterOutput = new(
        DiagnosticIds.LayerAfterOutput,
        "An activation after the output",
        "'{0}' changes the probabilities that '{1}' has produced with {2}. Remove it, or move it before '{1}'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LayerAfterOutput + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor InitializerMismatch = new(
        DiagnosticIds.InitializerMismatch,
        "The initializer suits another activation",
        "{0} is made for {1}, but the activation of '{2}' is {3}. Use {4}, or leave the initializer out: the default suits the activation.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InitializerMismatch + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor ArgumentWithoutEffect = new(
        DiagnosticIds.ArgumentWithoutEffect,
        "The argument has no effect",
        "{0} has no effect because {1}. Remove it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ArgumentWithoutEffect + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor BiasBeforeBatchNorm = new(
        DiagnosticIds.BiasBeforeBatchNorm,
        "The bias before batch normalisation has no effect",
        "The layer '{0}' adds a bias that '{1}' subtracts again with the mean of the batch. Set Bias = false on '{0}'.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BiasBeforeBatchNorm + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor NoiseAfterOutput = new(
        DiagnosticIds.NoiseAfterOutput,
        "Noise on the output",
        "The noise of '{0}' falls on the output itself, so the loss compares the targets with values that no prediction has. "
            + "{1}, or remove it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NoiseAfterOutput + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor SoftmaxOverImage = new(
        DiagnosticIds.SoftmaxOverImage,
        "Softmax over an image is over all its values",
        "'{0}' applies softmax to all {1} values of the shape {2} together, not to the channels of each pixel. For one class "
            + "of the whole image put [GlobalAvgPool] or [Dense] before it; for the channels of each pixel, [Softmax(Axis = 0)]; if all "
            + "values are meant, [Flatten].",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SoftmaxOverImage + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor InputBelowLayer = new(
        DiagnosticIds.InputBelowLayer,
        "The input stands below a layer",
        "The input of '{0}' stands below the layer '{1}', but a model is read from top to bottom and starts with its input. "
            + "Move [Input] above all layers.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InputBelowLayer + HelpLink.Extension
    );
}
