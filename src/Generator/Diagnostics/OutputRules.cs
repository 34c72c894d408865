using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Whether several inputs and outputs suit a model.</summary>
internal static class OutputRules
{
    private const string Category = "ModelCompiler.Declaration";

    public static readonly DiagnosticDescriptor OutputUnknown = Error(
        DiagnosticIds.OutputUnknown,
        "An output must be a layer",
        "There is no layer '{0}' that could be an output. The layers are {1}."
    );

    public static readonly DiagnosticDescriptor OutputTwice = Error(
        DiagnosticIds.OutputTwice,
        "A layer is an output once",
        "The layer '{0}' is an output already. Remove one of the two attributes; for two losses of one output let a second layer pass it "
            + "on, as [Flatten(From = \"{0}\")]."
    );

    public static readonly DiagnosticDescriptor LossBesideOutputs = Error(
        DiagnosticIds.LossBesideOutputs,
        "Each output has a loss of its own",
        "The model '{0}' declares its outputs by [Output], so that [Loss] belongs to none of them. Move the loss into the output that it "
            + "is of, as [Output(\"name\", Loss.MeanSquaredError)]."
    );

    public static readonly DiagnosticDescriptor OutputUntrained = Error(
        DiagnosticIds.OutputUntrained,
        "No loss trains an output",
        "The output '{0}' has no loss, so that nothing trains the parameters of '{1}'. Give the output a loss, as [Output(\"{0}\", "
            + "Loss.MeanSquaredError)], or freeze the layer by Trainable = false."
    );

    public static readonly DiagnosticDescriptor LengthsOfSeveralInputs = Error(
        DiagnosticIds.LengthsOfSeveralInputs,
        "One of several inputs cannot have lengths",
        "The model '{0}' has several inputs, so that the length of a sample (HasLengths) has no place in its row. Remove HasLengths, and "
            + "pad the sequence by steps that mean nothing."
    );

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(
            id,
            title,
            message,
            Category,
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: HelpLink.Folder + id + HelpLink.Extension,
            customTags: WellKnownDiagnosticTags.NotConfigurable
        );
}
