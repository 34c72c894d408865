using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>Reads the reference values in tests/golden.</summary>
internal static class GoldenFile
{
    internal static JsonElement Read(string relativePath)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "golden", relativePath);
            if (File.Exists(path))
                return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        }
        throw new FileNotFoundException($"tests/golden/{relativePath} is in no folder above {AppContext.BaseDirectory}.");
    }

    internal static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
