using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using ModelCompiler.Generator;
using ModelCompiler.Generator.Analyzer;
using ModelCompiler.Tests.Functions;

namespace ModelCompiler.Tests.Harness;

/// <summary>
/// Networks that were declared, compiled by the generator and the C# compiler and loaded, all in memory. Whatever either compiler has to
/// say, warnings included, is an error.
/// </summary>
public sealed class ModelAssembly : IDisposable
{
    private const string Namespace = "Models";

    // Generated files switch off all warnings, for the sake of users' names and settings; the tests, none but that of missing
    // documentation.
    private const string AllWarnings = "#pragma warning disable //",
        MissingDocumentation = "#pragma warning disable CS1591 //";

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ModelAttribute).Assembly.Location)
            .Append(typeof(ModelDescription).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ConcurrentDictionary<string, Lazy<ModelAssembly>> s_compiled = new();

    private readonly AssemblyLoadContext _context = new("models", isCollectible: true);
    private readonly System.Reflection.Assembly _assembly;

    /// <summary>Loads an assembly.</summary>
    /// <param name="image">What <see cref="Image"/> of another one has.</param>
    public ModelAssembly(byte[] image)
    {
        Image = image;
        _assembly = _context.LoadFromStream(new MemoryStream(image));
    }

    /// <summary>The assembly's bytes.</summary>
    public byte[] Image { get; }

    /// <summary>Compiles networks in one go, once for each group.</summary>
    /// <param name="group">A name of the group.</param>
    /// <param name="networks">Its networks.</param>
    public static ModelAssembly Of(string group, Func<IEnumerable<Network>> networks) =>
        Of(group, () => networks().Select(network => network.ToDeclaration()));

    /// <summary>Compiles declarations in one go, once for each group.</summary>
    /// <param name="group">A name of the group.</param>
    /// <param name="declarations">Classes with the attributes of models.</param>
    public static ModelAssembly Of(string group, Func<IEnumerable<string>> declarations) =>
        s_compiled.GetOrAdd(group, _ => new Lazy<ModelAssembly>(() => new ModelAssembly(Compile(declarations())))).Value;

    /// <summary>The class of a model.</summary>
    public Type TypeOf(string name) =>
        _assembly.GetType(Namespace + "." + name) ?? throw new ArgumentException($"There is no model {name}.", nameof(name));

    /// <summary>A new model of that name.</summary>
    public ICompiledModel Create(string name, ulong seed = 1)
    {
        Type model = TypeOf(name);
        return (ICompiledModel)Activator.CreateInstance(typeof(CompiledModel<>).MakeGenericType(model), seed)!;
    }

    /// <summary>Compiles declarations in one go.</summary>
    /// <param name="declarations">Classes with the attributes of models.</param>
    /// <param name="withAnalyzer">Whether errors that the product reports on declarations count: where one is, a stub stands in the model's
    /// place.</param>
    /// <param name="onlyGenerate">Whether to stop where the generator has written a model for each declaration: the image is empty
    /// then.</param>
    /// <returns>What was compiled, or null and what the compilers have to say.</returns>
    public static (byte[]? Image, IReadOnlyList<Diagnostic> Diagnostics) TryCompile(
        IEnumerable<string> declarations,
        bool withAnalyzer,
        bool onlyGenerate = false
    )
    {
        IEnumerable<SyntaxTree> trees = declarations.Select(
            (text, index) =>
                CSharpSyntaxTree.ParseText($"using ModelCompiler;\nnamespace {Namespace};\n{text}", s_parse, $"Model{index}.cs")
        );
        trees = trees.Append(FormulaSource.Tree(Namespace, s_parse));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: s_parse);
        var project = CSharpCompilation.Create(
            "Models",
            trees,
            s_references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                checkOverflow: true,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        GeneratorDriverRunResult run = driver.RunGenerators(project).GetRunResult();
        if (onlyGenerate && run.Diagnostics.IsEmpty && run.GeneratedTrees.All(IsModel))
            return ([], []);
        Compilation compilation = project.AddSyntaxTrees(
            run.GeneratedTrees.Select(tree => CSharpSyntaxTree.ParseText(WithWarnings(tree), s_parse, tree.FilePath))
        );
        if (run.Results.Select(result => result.Exception).OfType<Exception>().FirstOrDefault() is { } exception)
            throw new InvalidOperationException("The generator threw.", exception);
        IEnumerable<Diagnostic> told = run.Diagnostics;
        if (withAnalyzer && !run.GeneratedTrees.All(IsModel))
            told = told.Concat(
                compilation
                    .WithAnalyzers([new ModelAnalyzer()])
                    .GetAnalyzerDiagnosticsAsync()
                    .GetAwaiter()
                    .GetResult()
                    .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            );
        var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        List<Diagnostic> all = [.. told.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        return (all.Count == 0 ? image.ToArray() : null, all);
    }

    // A stub has members only.
    private static bool IsModel(SyntaxTree generated) =>
        generated.ToString().Contains("namespace ModelCompiler.Generated", StringComparison.Ordinal);

    /// <summary>Lets the garbage collector have the models.</summary>
    public void Dispose() => _context.Unload();

    private static byte[] Compile(IEnumerable<string> declarations)
    {
        (byte[]? image, IReadOnlyList<Diagnostic> diagnostics) = TryCompile(declarations, withAnalyzer: false);
        return image
            ?? throw new InvalidOperationException(
                "The models do not compile cleanly:\n"
                    + string.Join("\n", diagnostics.Select(diagnostic => diagnostic.ToString()).Distinct().Take(20))
            );
    }

    private static string WithWarnings(SyntaxTree generated)
    {
        string text = generated.ToString();
        Assert.True(!IsModel(generated) || text.Contains(AllWarnings, StringComparison.Ordinal), "Generated code switches warnings off.");
        return text.Replace(AllWarnings, MissingDocumentation, StringComparison.Ordinal);
    }
}
