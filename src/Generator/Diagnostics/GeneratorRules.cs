using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>What only the generator can see: how the project is compiled, and what is declared before anything is generated.</summary>
internal static class GeneratorRules
{
    private const string Category = "ModelCompiler.Declaration";

    public static readonly DiagnosticDescriptor LanguageVersionTooOld = new(
        DiagnosticIds.LanguageVersionTooOld,
        "The language version is too old",
        "The project is compiled as C# {0}, but the code of models needs C# {1}. Remove <LangVersion> from the project file, "
            + "or set it to {1} or later.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.LanguageVersionTooOld + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly DiagnosticDescriptor SizesInCircle = new(
        DiagnosticIds.SizesInCircle,
        "Sizes of models depend on one another in a circle",
        "A size of the model '{0}' is taken from a constant that depends on it in turn; the models whose sizes cannot be "
            + "known are {1}. Write a number in one of them.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.SizesInCircle + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    /// <summary>
    /// Not reported as a diagnostic, which would stand beside that of the C# compiler for every misspelt name, but as the text of the error
    /// in the stub.
    /// </summary>
    public static readonly DiagnosticDescriptor ArgumentUnseen = new(
        DiagnosticIds.ArgumentUnseen,
        "The argument is declared by generated code",
        "An argument in the attributes of the model '{0}' is declared by code that another generator writes, which generators "
            + "cannot see. Declare the constant in a file of the project.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.Folder + DiagnosticIds.ArgumentUnseen + HelpLink.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable
    );

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        LanguageVersionTooOld,
        SizesInCircle,
        ArgumentUnseen,
        InternalRules.InternalError,
    ];

    /// <summary>The rule of an id, of these or of the analyzer's.</summary>
    public static DiagnosticDescriptor Find(string id) => AnalyzerRules.All.Concat(All).First(rule => rule.Id == id);
}
