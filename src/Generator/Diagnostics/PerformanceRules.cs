using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>What costs more than it may seem.</summary>
internal static class PerformanceRules
{
    private const string Category = "ModelCompiler.Performance";

    public static readonly DiagnosticDescriptor ManyParameters = new(
        DiagnosticIds.ManyParameters,
        "The model has many parameters",
        "The model '{0}' has {1} parameters, {2} MB, of which the layer '{3}' holds {4}. Make this layer or its input smaller "
            + "if that is not meant.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ManyParameters + HelpLink.Extension
    );

    public static readonly DiagnosticDescriptor TooLargeForRegisters = new(
        DiagnosticIds.TooLargeForRegisters,
        "A sample is predicted by loops because straight-line code would be too long",
        "A sample of '{0}' is predicted by loops and not by straight-line code in registers: its input and hidden layers have "
            + "{1} values together, and a method that the just-in-time compiler still optimises holds {2}. Take {3} of them away, "
            + "or keep the loops, which are right and a little slower for one sample.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.TooLargeForRegisters + HelpLink.Extension
    );
}
