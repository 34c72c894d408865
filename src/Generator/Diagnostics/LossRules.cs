using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether the loss suits the output.</summary>
internal static class LossRules
{
    private const string Category = "ModelCompiler.Loss";

    public static readonly DiagnosticDescriptor CategoricalWithoutSoftmax = new(
        DiagnosticIds.CategoricalWithoutSoftmax,
        "Categorical cross-entropy needs a softmax output",
        "Categorical cross-entropy needs probabilities that sum to 1, but the output of '{0}' is {1}. Change the activation "
            + "of the last layer to Softmax{2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.CategoricalWithoutSoftmax + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BinaryWithoutSigmoid = new(
        DiagnosticIds.BinaryWithoutSigmoid,
        "Binary cross-entropy needs a sigmoid output",
        "{3} needs independent probabilities, but the output of '{0}' is {1}. Change the activation of the last layer to Sigmoid{2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BinaryWithoutSigmoid + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor SoftmaxOverOneOutput = new(
        DiagnosticIds.SoftmaxOverOneOutput,
        "Softmax over one output is always 1",
        "The output of '{0}' is a single value, and a softmax over one value is always 1, so nothing can be learned. Use "
            + "Sigmoid with binary cross-entropy, or one unit for each class.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SoftmaxOverOneOutput + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor SoftmaxWithRegressionLoss = new(
        DiagnosticIds.SoftmaxWithRegressionLoss,
        "A softmax output suits categorical cross-entropy",
        "The output of '{0}' is a softmax, but the loss is {1}, whose gradient vanishes when the model is confidently wrong. "
            + "Change the loss to CategoricalCrossEntropy.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SoftmaxWithRegressionLoss + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor NoiseBeforeCrossEntropy = new(
        DiagnosticIds.NoiseBeforeCrossEntropy,
        "Noise stands between the output and the cross-entropy",
        "The noise of '{0}' stands between the output of '{1}' and {2}, which must read probabilities and not values that "
            + "noise has changed. Move '{0}' above '{1}', or remove it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NoiseBeforeCrossEntropy + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor CategoricalOfPositions = new(
        DiagnosticIds.CategoricalOfPositions,
        "Categorical cross-entropy takes one class for each sample",
        "The layer '{0}' gives probabilities for each of {1} positions, but CategoricalCrossEntropy takes one class for each sample. "
            + "Take SparseCategoricalCrossEntropy for a class of each position, or reduce the positions to one before it, as "
            + "[GlobalAvgPool] or [Flatten] and [Dense] do.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.CategoricalOfPositions + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LossOfRow = new(
        DiagnosticIds.LossOfRow,
        "The loss takes a row of values",
        "{0} takes {1} for each sample, but the output of '{2}' has the shape {3}. Change its size, or put [Flatten] before it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LossOfRow + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LabelsWithoutSteps = new(
        DiagnosticIds.LabelsWithoutSteps,
        "The loss takes a sequence of steps",
        "{0} takes a sequence of steps with probabilities of the classes in each, but the output of '{1}' has the shape {2}. Begin the "
            + "model with [Sequence] or [Tokens], and hand on all steps to the output.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LabelsWithoutSteps + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LabelsWithoutSoftmax = new(
        DiagnosticIds.LabelsWithoutSoftmax,
        "Sequences of labels need a softmax output",
        "{0} needs probabilities of the classes in each step, but the output of '{1}' is {2}. Change the activation of the last layer to "
            + "Softmax.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LabelsWithoutSoftmax + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor LabelsOfOneClass = new(
        DiagnosticIds.LabelsOfOneClass,
        "Sequences of labels need 2 classes",
        "{0} needs a class for the blank and one for each label, but the output of '{1}' has 1 class. Give it one unit more than there "
            + "are labels.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LabelsOfOneClass + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor BlankOutOfRange = new(
        DiagnosticIds.BlankOutOfRange,
        "The blank is no class",
        "Blank is {0}, but the output of '{1}' has the classes 0 to {2}. Give it the number of the class that stands for no label, 0 if "
            + "it is left out.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.BlankOutOfRange + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor TargetLengthOutOfRange = new(
        DiagnosticIds.TargetLengthOutOfRange,
        "TargetLength is out of range",
        "TargetLength is {0}, but {1} takes the most labels of a sample, at least 1 and at most {2}: as many as the output of '{3}' has "
            + "steps. Set TargetLength to a number from 1 to {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.TargetLengthOutOfRange + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
