using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>A C# file that people write, as text and as a tree.</summary>
/// <param name="Path">Its path from the root of the repository, with slashes.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Tree">What it declares.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines, CompilationUnitSyntax Tree)
{
    private static readonly string[] _roots = ["src", "tests", "samples", "benchmarks", "scripts", "templates"];

    // What tools write: builds, generated code that is shown, and what generated code should look like.
    private static readonly string[] _written = ["bin", "obj", "artifacts", "Generated"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> _all = new(() => [.. _roots.SelectMany(Files).AsParallel().Select(Read)]);

    /// <summary>All of them, read once.</summary>
    public static IReadOnlyList<SourceFile> All => _all.Value;

    /// <summary>Those in a folder or below it.</summary>
    public static IEnumerable<SourceFile> In(string folder) =>
        All.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The name of the file's folder.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    private static IEnumerable<string> Files(string root) =>
        Directory
            .EnumerateFiles(System.IO.Path.Combine(Repository.Root, root), "*.cs", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(_written.Contains) && !path.EndsWith(".verified.cs", StringComparison.Ordinal));

    private static SourceFile Read(string path)
    {
        string text = Repository.Read(path);
        return new SourceFile(path, text.TrimEnd('\n').Split('\n'), CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
    }
}
