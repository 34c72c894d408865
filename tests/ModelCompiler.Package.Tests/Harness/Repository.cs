using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelCompiler.Package.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>The configuration these tests were built in, so that they pack what was built with them.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The version of the product.</summary>
    public static string Version { get; } = Metadata("Version");

    /// <summary>The full path of a file or folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
