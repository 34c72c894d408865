using System.Runtime.CompilerServices;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>Finds the files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).Replace("\r\n", "\n");

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (string? start in new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory })
            for (string? folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "ModelCompiler.sln")))
                    return folder;
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
