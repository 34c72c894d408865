using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Weights;

namespace ModelCompiler.Generator.Checking;

/// <summary>
/// What is wrong with the file of weights of a model whose project has turned analyzers off. It comes from the generator then, so that the
/// build fails all the same; where the analyzer runs, it alone says it, once. Plain values, compared by content.
/// </summary>
/// <param name="MetadataName">The class's full name.</param>
/// <param name="Errors">The errors.</param>
internal sealed record UnanalysedWeights(string MetadataName, EquatableArray<ModelError> Errors)
{
    // As the build itself asks them, in this order.
    private static readonly string[] s_switches = ["build_property.RunAnalyzers", "build_property.RunAnalyzersDuringBuild"];

    /// <summary>Whether a model names a file.</summary>
    public static bool Concerns(ReadDeclaration read) =>
        read.Declaration is { } declaration && ModelSpecBuilder.Weights(declaration) is not null;

    /// <summary>Whether analyzers are turned off, by the project or on the command line.</summary>
    public static bool AreUnanalysed(AnalyzerConfigOptionsProvider options)
    {
        foreach (string name in s_switches)
            if (options.GlobalOptions.TryGetValue(name, out string? value) && bool.TryParse(value, out bool runs))
                return !runs;
        return false;
    }

    /// <summary>Compares the file with the model, unless that is broken or cannot be read, which others say.</summary>
    public static UnanalysedWeights From(ReadDeclaration read, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        ModelDeclaration declaration = read.Declaration!;
        CheckResult result = ModelChecker.Check(declaration);
        return new(
            read.MetadataName,
            result.IsBroken
                ? EquatableArray<ModelError>.Empty
                : ModelError.Of(declaration, WeightsChecks.Run(declaration, result.Layers, WeightsFiles.From(files, cancellation)))
        );
    }
}
