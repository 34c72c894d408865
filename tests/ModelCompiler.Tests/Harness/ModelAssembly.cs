using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ModelCompiler.Generator;

namespace ModelCompiler.Tests.Harness;

/// <summary>
/// Networks that were declared, compiled by the generator and the C# compiler and loaded, all in memory. Whatever either compiler has to say,
/// warnings included, is an error.
/// </summary>
public sealed class ModelAssembly
{
    private const string Namespace = "Models";

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

    /// <summary>A new model of that name.</summary>
    public ICompiledModel Create(string name, ulong seed = 1)
    {
        Type model = _assembly.GetType(Namespace + "." + name) ?? throw new ArgumentException($"There is no model {name}.", nameof(name));
        return (ICompiledModel)Activator.CreateInstance(typeof(CompiledModel<>).MakeGenericType(model), seed)!;
    }

    private static byte[] Compile(IEnumerable<string> declarations)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            checkOverflow: true,
            nullableContextOptions: NullableContextOptions.Enable);
        IEnumerable<SyntaxTree> trees = declarations.Select((text, index) => CSharpSyntaxTree.ParseText(
            $"using ModelCompiler;\nnamespace {Namespace};\n{text}", parse, $"Model{index}.cs"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parse);
        driver.RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create("Models", trees, References(), options), out Compilation compilation, out ImmutableArray<Diagnostic> generated);
        Refuse(generated);
        var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Refuse(result.Diagnostics);
        return image.ToArray();
    }

    private static void Refuse(ImmutableArray<Diagnostic> diagnostics)
    {
        List<string> told = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString()).Distinct().Take(20).ToList();
        if (told.Count > 0)
            throw new InvalidOperationException("The models do not compile cleanly:\n" + string.Join("\n", told));
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ModelAttribute).Assembly.Location)
            .Append(typeof(ModelDescription).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
}
