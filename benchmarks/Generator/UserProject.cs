using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Benchmarks.Generator;

/// <summary>A user's project: one file with a model, one with usings for all, and 20 others.</summary>
internal static class UserProject
{
    public const string ModelFile = "Net.cs",
        OtherFile = "Other0.cs";
    private const int OtherFiles = 20;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path =>
                Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll")
            )
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ModelAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ModelDescription).Assembly.Location),
    ];

    public static CSharpCompilation Create(int layers) =>
        CSharpCompilation.Create(
            "UserProject",
            Enumerable
                .Range(0, OtherFiles)
                .Select(index => Parse(Other(index, 0), $"Other{index}.cs"))
                .Append(Parse(Model(layers, 0), ModelFile))
                .Append(Parse("global using System; global using ModelCompiler;", "Usings.cs")),
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );

    /// <summary>The project after one keystroke in a file that has nothing to do with the model.</summary>
    public static Compilation EditOther(Compilation project, int version) => Replace(project, OtherFile, Other(0, version));

    /// <summary>The project after one keystroke in a comment of the model's own file.</summary>
    public static Compilation EditComment(Compilation project, int layers, int version) =>
        Replace(project, ModelFile, Model(layers, version));

    /// <summary>The project after a change of the number of units of one layer.</summary>
    public static Compilation EditLayer(Compilation project, int layers, int version) =>
        Replace(project, ModelFile, Model(layers, 0, units: 64 + (version % 2)));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static Compilation Replace(Compilation project, string path, string source) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(source, path));

    private static string Other(int index, int version) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"namespace User;\n\n// version {version}\npublic class Other{index} {{ public int Value {{ get; set; }} public int "
                + $"Next() => Value + {version}; }}\n"
        );

    private static string Model(int layers, int version, int units = 64)
    {
        IEnumerable<string> hidden = Enumerable
            .Range(0, layers - 1)
            .Select(layer => $"[Dense({(layer == 1 ? units : 64)}, Activation.Relu)]\n");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"namespace User;\n\n// version "
                + $"{version}\n[Model]\n[Input(64)]\n"
                + $"{string.Concat(hidden)}"
                + $"[Dense(10, Activation.Softmax)]\n[Loss(Loss.CategoricalCrossEntropy)]\npublic sealed partial class Net;\n"
        );
    }
}
