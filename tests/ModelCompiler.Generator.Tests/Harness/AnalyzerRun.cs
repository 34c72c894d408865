using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Generator.Analyzer;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>
/// Runs the analyzer as an IDE does: over the project with what was generated into it. What the generator alone reports comes with it.
/// </summary>
internal static class AnalyzerRun
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Diagnostic>>>> s_known = new();

    /// <summary>The run over a project of these files, once for all tests.</summary>
    public static Task<IReadOnlyList<Diagnostic>> Of(params string[] sources) =>
        s_known.GetOrAdd(string.Join('\0', sources), _ => new(() => Of(GeneratorRun.Of(sources), WeightsFile.Standard))).Value;

    /// <summary>A run of its own.</summary>
    public static Task<IReadOnlyList<Diagnostic>> Of(Compilation compilation) => Of(compilation, WeightsFile.Standard);

    public static Task<IReadOnlyList<Diagnostic>> Of(Compilation compilation, IEnumerable<AdditionalText> files) =>
        Of(GeneratorRun.Of(compilation), files);

    public static async Task<IReadOnlyList<Diagnostic>> Of(GeneratorRun run, IEnumerable<AdditionalText> files)
    {
        var analysis = new CompilationWithAnalyzers(
            run.Output,
            [new ModelAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. files]),
                onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false
            )
        );
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        IEnumerable<Diagnostic> others = run.Diagnostics.Where(own =>
            !diagnostics.Any(shown => shown.Id == own.Id && shown.Location.SourceSpan == own.Location.SourceSpan)
        );
        return
        [
            .. diagnostics
                .Concat(others)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }
}
