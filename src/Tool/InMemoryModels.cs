using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ModelCompiler.Generator;
using ModelCompiler.Importing;

namespace ModelCompiler.Tool;

/// <summary>Declarations compiled by the generator and the C# compiler and loaded, all in memory.</summary>
internal sealed class InMemoryModels : IDisposable
{
    private static readonly CSharpParseOptions _parse = new(LanguageVersion.Latest);

    private readonly AssemblyLoadContext _context = new("imported", isCollectible: true);
    private readonly Assembly _assembly;

    private InMemoryModels(MemoryStream image)
    {
        Image = image.ToArray();
        _assembly = _context.LoadFromStream(image);
    }

    /// <summary>The assembly's bytes.</summary>
    public byte[] Image { get; }

    /// <summary>Compiles declarations in one go.</summary>
    /// <param name="declarations">Files of C#, as <see cref="ImportedNetwork.ToCode"/> writes them, without weights.</param>
    /// <param name="errors">What the compilers have to say when there is no assembly.</param>
    public static InMemoryModels? Compile(IReadOnlyList<string> declarations, out IReadOnlyList<string> errors)
    {
        var project = CSharpCompilation.Create(
            "Imported",
            declarations.Select((text, index) => CSharpSyntaxTree.ParseText(text, _parse, $"Model{index}.cs")),
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        CSharpGeneratorDriver
            .Create([new ModelGenerator().AsSourceGenerator()], parseOptions: _parse)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation compilation, out var diagnostics);
        var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        errors =
        [
            .. diagnostics
                .Concat(result.Diagnostics)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.ToString())
                .Distinct(),
        ];
        if (errors.Count > 0)
            return null;
        image.Position = 0;
        return new InMemoryModels(image);
    }

    /// <summary>The class of a model.</summary>
    public Type TypeOf(string name) => _assembly.GetType(name) ?? throw new ArgumentException($"There is no model {name}.", nameof(name));

    /// <summary>A model with the parameters of the network that it was declared for.</summary>
    public IPredictor Create(ImportedNetwork network)
    {
        string name = network.Namespace is null ? network.Name : $"{network.Namespace}.{network.Name}";
        Type type = TypeOf(name);
        MethodInfo create = typeof(InMemoryModels).GetMethod(nameof(Loaded), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (IPredictor)create.MakeGenericMethod(type).Invoke(null, [network])!;
    }

    /// <summary>Lets the garbage collector have the models.</summary>
    public void Dispose() => _context.Unload();

    private static TModel Loaded<TModel>(ImportedNetwork network)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(1);
        var file = new MemoryStream();
        network.ToSafeTensors().WriteTo(file);
        file.Position = 0;
        model.Load(file);
        return model;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ModelAttribute).Assembly.Location)
            .Append(typeof(ModelDescription).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
}
