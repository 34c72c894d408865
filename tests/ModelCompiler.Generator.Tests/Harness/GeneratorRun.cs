using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>One run of the generator over a user's project.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, Compilation Output, GeneratorDriverRunResult Result)
{
    /// <summary>The generated files: hint name and text.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } =
        Result.Results.SelectMany(result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the generator itself reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    public static GeneratorRun Of(params string[] sources) => Of(Compilations.Create(sources));

    public static GeneratorRun Of(Compilation compilation, CancellationToken cancellation = default) => NewDriver().Run(compilation, cancellation);

    public static GeneratorDriver NewDriver(ModelGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new ModelGenerator()).AsSourceGenerator()],
        parseOptions: Compilations.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The C# compiler's errors, or warnings too, for the project with what was generated.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics(DiagnosticSeverity from = DiagnosticSeverity.Error) =>
        Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= from).ToList();
}

internal static class GeneratorDriverExtensions
{
    public static GeneratorRun Run(this GeneratorDriver driver, Compilation compilation, CancellationToken cancellation = default)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, cancellation);
        GeneratorDriverRunResult result = driver.GetRunResult();
        // CS8785 hides the exception; a test wants to see it.
        foreach (GeneratorRunResult run in result.Results)
            if (run.Exception is { } exception)
                throw new InvalidOperationException("The generator threw.", exception);
        return new GeneratorRun(driver, output, result);
    }
}
