using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>One run of the generator over a user's project.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, Compilation Output, GeneratorDriverRunResult Result)
{
    private static readonly ConcurrentDictionary<string, Lazy<GeneratorRun>> s_known = new();

    // The C# compiler binds all bodies of methods each time it is asked.
    private readonly Lazy<ImmutableArray<Diagnostic>> _compilerDiagnostics = new(() => Output.GetDiagnostics());

    /// <summary>The generated files: hint name and text.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } =
        Result
            .Results.SelectMany(result => result.GeneratedSources)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the generator itself reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The run over a project of these files, once for all tests.</summary>
    public static GeneratorRun Of(params string[] sources) =>
        s_known.GetOrAdd(string.Join('\0', sources), _ => new Lazy<GeneratorRun>(() => Of(Compilations.Create(sources)))).Value;

    /// <summary>A run of its own.</summary>
    public static GeneratorRun Of(Compilation compilation, CancellationToken cancellation = default) =>
        NewDriver().Run(compilation, cancellation);

    public static GeneratorDriver NewDriver(ModelGenerator? generator = null) =>
        CSharpGeneratorDriver.Create(
            [(generator ?? new ModelGenerator()).AsSourceGenerator()],
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );

    /// <summary>
    /// The C# compiler's errors, or warnings too, for the project with what was generated, as a build prints them: what is wrong in the
    /// bodies of methods only when all declarations are right and the generator reports no error.
    /// </summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics(DiagnosticSeverity from = DiagnosticSeverity.Error)
    {
        ImmutableArray<Diagnostic> declared = [.. Output.GetParseDiagnostics(), .. Output.GetDeclarationDiagnostics()];
        bool ends = Diagnostics.Concat(declared).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return (ends ? declared : _compilerDiagnostics.Value).Where(diagnostic => diagnostic.Severity >= from).ToList();
    }

    /// <summary>What a build without analyzers prints: the generator's diagnostics, then the C# compiler's.</summary>
    public IReadOnlyList<Diagnostic> BuildDiagnostics => [.. Diagnostics, .. CompilerDiagnostics()];

    /// <summary>Everything that the C# compiler finds, in all bodies of methods, but for the error that stubs hold back.</summary>
    public IReadOnlyList<Diagnostic> EditorDiagnostics(DiagnosticSeverity from = DiagnosticSeverity.Error) =>
        _compilerDiagnostics.Value.Where(diagnostic => diagnostic.Severity >= from && !IsOfStub(diagnostic)).ToList();

    /// <summary>The errors that stubs hold back until nothing else is wrong.</summary>
    public IReadOnlyList<Diagnostic> StubErrors => _compilerDiagnostics.Value.Where(IsOfStub).ToList();

    private static bool IsOfStub(Diagnostic diagnostic) =>
        diagnostic.Id == "CS0619"
        && diagnostic.Location.SourceTree is { } tree
        && tree.ToString().Contains("class BrokenModel", StringComparison.Ordinal);
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
