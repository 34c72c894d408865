using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether the shapes fit together.</summary>
internal static class ShapeRules
{
    private const string Category = "ModelCompiler.Shape";

    public static readonly DiagnosticDescriptor InputEmpty = new(
        DiagnosticIds.InputEmpty,
        "The input needs a shape",
        "[Input] gives no dimension. Give the number of values of one sample, as [Input(784)], or channels, rows and columns, "
            + "as [Input(1, 28, 28)].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.InputEmpty + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor DimensionNotPositive = new(
        DiagnosticIds.DimensionNotPositive,
        "A dimension must be positive",
        "The dimension {0} of the input is {1}, but must be at least 1. Give the shape of one sample without the batch.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.DimensionNotPositive + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor UnitsNotPositive = new(
        DiagnosticIds.UnitsNotPositive,
        "The number of units must be positive",
        "The layer '{0}' has {1} units, but needs at least 1. Give the number of its outputs.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.UnitsNotPositive + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ModelTooLarge = new(
        DiagnosticIds.ModelTooLarge,
        "The model is too large",
        "{0} would hold {1} values, more than the {2} that one buffer can hold. Make the input or the layers smaller.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ModelTooLarge + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor NotAnImage = new(
        DiagnosticIds.NotAnImage,
        "The layer needs an image or a signal",
        "The layer '{0}' needs {1}, but its input has the shape {2}. Give the channels first, as [Input(1, 28, 28)], put "
            + "[Flatten] only after the last such layer, or put [Reshape] before it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.NotAnImage + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor WindowLargerThanInput = new(
        DiagnosticIds.WindowLargerThanInput,
        "The window is larger than its input",
        "The window of '{0}' is {1}, but its input of {2} has only {3} values with padding. Use a smaller kernel or dilation, "
            + "Padding.Same, or fewer pools before it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.WindowLargerThanInput + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        DiagnosticIds.GroupsDoNotDivide,
        "The groups do not divide the channels",
        "The layer '{0}' has {1} groups, which must divide both the channels of its input {2} and its own {3} channels. "
            + "Choose a common divisor.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.GroupsDoNotDivide + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor PaddingLeavesNothing = new(
        DiagnosticIds.PaddingLeavesNothing,
        "The padding cuts off the whole output",
        "The layer '{0}' makes {2} pixels of its input {1}, and its padding of {3} cuts all of them off. Use less padding, a "
            + "larger kernel or a larger stride.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.PaddingLeavesNothing + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor UpsampleSizeUndefined = new(
        DiagnosticIds.UpsampleSizeUndefined,
        "The size to resize to is not defined",
        "The layer '{0}' {1}. Give it either a scale, as [Upsample(2)], or a size: the Height and the Width of an image, the Length "
            + "of a signal.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.UpsampleSizeUndefined + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor JoinedShapesDiffer = new(
        DiagnosticIds.JoinedShapesDiffer,
        "Joined shapes must fit together",
        "The layer '{0}' {1} '{2}' of shape {3} and '{4}' of shape {5}, but {6}. Change one of the two layers, or reshape its output.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.JoinedShapesDiffer + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor ReshapeSizeDiffers = new(
        DiagnosticIds.ReshapeSizeDiffers,
        "Reshape must keep the number of values",
        "The layer '{0}' receives the shape {1} of {2} values and cannot give it the shape {3}. Give positive dimensions "
            + "whose product is {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ReshapeSizeDiffers + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor AxisNotOfChannels = new(
        DiagnosticIds.AxisNotOfChannels,
        "The layer works over the channels of a position",
        "The layer '{0}' names the axis {1} of the shape {2}, but works over {3}, the axis {4}. Give that axis, leave Axis out, "
            + "or swap the dimensions before the layer.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.AxisNotOfChannels + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor OneValueToNormalize = new(
        DiagnosticIds.OneValueToNormalize,
        "A normalisation needs more than one value",
        "The layer '{0}' makes {1} groups of the {1} values of the shape {2}: each value would be normalised by itself, and be 0. "
            + "Take fewer groups, or put the layer where there are more values.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.OneValueToNormalize + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
