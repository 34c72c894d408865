namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>Where test data that is no part of the project lies: below the folder that <c>MODELCOMPILER_DATA</c> names.</summary>
internal static class TestFolders
{
    /// <summary>The folder of ONNX files, or an empty text when there is none.</summary>
    public static string Onnx { get; } = Find();

    /// <summary>Skips a test, aloud, where the data is not at hand.</summary>
    public static void Need() =>
        Skip.If(Onnx.Length == 0, "There is no data: MODELCOMPILER_DATA names no folder with the folder 'onnx' in it.");

    /// <summary>The cases in a list of names.</summary>
    public static IReadOnlyList<string> Listed(string file) =>
        [.. File.ReadAllLines(Path.Combine(Onnx, file)).Where(line => line.Length > 0)];

    /// <summary>The cases in a folder.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [
            .. Directory
                .EnumerateDirectories(Path.Combine(Onnx, folder))
                .Select(path => folder + "/" + Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    private static string Find()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("MODELCOMPILER_DATA") ?? "", "onnx");
        return Path.IsPathRooted(folder) && Directory.Exists(folder) ? folder : "";
    }
}
