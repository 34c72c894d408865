using System.Text.Json;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Where results lie, and how they are written.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    /// <summary>The root of the repository, or the current folder outside of one.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The folder of results: <c>artifacts/benchmarks</c> of the repository, or of the current folder outside of one.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot, "artifacts", "benchmarks");

    /// <summary>Writes measurements as JSON. A reader never sees half a file: it is written beside its place and then moved.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="measurements">The measurements, in the order of the table.</param>
    /// <returns>The path.</returns>
    public static string Write(string name, IReadOnlyList<Measurement> measurements)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, name);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(measurements, _options) + "\n");
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static string FindRepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ModelCompiler.sln")))
                return folder.FullName;
        return Environment.CurrentDirectory;
    }
}
