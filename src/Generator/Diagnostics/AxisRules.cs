using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether layers that work along axes name axes, and parts of them, that there are.</summary>
internal static class AxisRules
{
    private const string Category = "ModelCompiler.Shape";

    public static readonly DiagnosticDescriptor AxisUnknown = new(
        DiagnosticIds.AxisUnknown,
        "The axis does not exist",
        "The layer '{0}' names the axis {1}, but its input of {2} has the axes {3}. Axes count from 0 without the batch, or from -1 "
            + "for the last one.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.AxisUnknown + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor AxesNoPermutation = new(
        DiagnosticIds.AxesNoPermutation,
        "A permutation names every axis once",
        "The layer '{0}' gives the order ({1}), but its input of {2} has the axes {3}. Name each of them once.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.AxesNoPermutation + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor SliceEmpty = new(
        DiagnosticIds.SliceEmpty,
        "The slice holds nothing",
        "The layer '{0}' takes the values from {1} to before {2} of an axis of {3}, which are none or beyond its end. Start and stop "
            + "count from 0, or from -1 for the last one.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SliceEmpty + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor PartsDoNotDivide = new(
        DiagnosticIds.PartsDoNotDivide,
        "The parts do not divide the axis",
        "The layer '{0}' divides {1} of its input of {2} by {3}, which leaves a rest. {4}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.PartsDoNotDivide + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );
}
