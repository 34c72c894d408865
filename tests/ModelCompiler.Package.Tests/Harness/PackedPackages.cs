namespace ModelCompiler.Package.Tests;

/// <summary>
/// The packages, packed once for all tests into a folder outside the repository, and a place for fresh projects that can restore them. The
/// version is one that nobody has, and packages are unpacked into a folder of their own, so that nothing installed on the machine can stand
/// in for what was packed.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    private readonly Dictionary<string, string> _environment;

    /// <summary>Packs.</summary>
    public PackedPackages()
    {
        Folder = Directory.CreateTempSubdirectory("modelcompiler-package-").FullName;
        Version = $"{Repository.Version}-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        string cache = Path.Combine(Folder, "packages");
        _environment = new() { ["NUGET_PACKAGES"] = cache };

        Directory.CreateDirectory(Feed);
        Pack([
            Repository.PathOf("src", "Package", "ModelCompiler.csproj"),
            Repository.PathOf("templates", "ModelCompiler.Templates.csproj"),
            .. OptionalNames.Select(name => Repository.PathOf("src", name, $"ModelCompiler.{name}.csproj")),
        ]);

        // The sources of the machine stay in force: this file adds to them. What it already unpacked (the compiler of NativeAOT is large)
        // is used in place.
        File.WriteAllText(
            Path.Combine(Folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{MachinePackages()}" />
              </fallbackPackageFolders>
            </configuration>
            """
        );
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(Folder, name), "<Project />");
    }

    /// <summary>The last parts of the names of the packages that a user may add to the first.</summary>
    public static IReadOnlyList<string> OptionalNames { get; } = ["Dashboard", "Data", "Distributed", "Import", "Onnx", "Plotting"];

    /// <summary>The version that was packed.</summary>
    public string Version { get; }

    /// <summary>The file of the package.</summary>
    public string Package => Path.Combine(Feed, $"ModelCompiler.{Version}.nupkg");

    /// <summary>The file of its symbols.</summary>
    public string Symbols => Path.ChangeExtension(Package, ".snupkg");

    /// <summary>The file of the package of templates.</summary>
    public string Templates => Path.Combine(Feed, $"ModelCompiler.Templates.{Version}.nupkg");

    /// <summary>The file of an optional package.</summary>
    public string Optional(string name) => Path.Combine(Feed, $"ModelCompiler.{name}.{Version}.nupkg");

    /// <summary>A folder that is deleted after the tests.</summary>
    internal string Folder { get; }

    private string Feed => Path.Combine(Folder, "feed");

    /// <summary>An empty folder for a project.</summary>
    internal FreshProject NewProject(string name) => new(this, Directory.CreateDirectory(Path.Combine(Folder, "projects", name)).FullName);

    /// <summary>Runs <c>dotnet</c> with the isolated package cache.</summary>
    internal CommandResult Dotnet(string folder, params IEnumerable<string> arguments) =>
        Command.Run("dotnet", folder, _environment, arguments);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // As "dotnet pack --no-build" does it, but all in one process.
    private void Pack(string[] projects)
    {
        string all = Path.Combine(Folder, "pack.proj");
        string place = $"Configuration={Repository.Configuration};PackageOutputPath={Feed};PackageVersion={Version}";
        File.WriteAllText(
            all,
            $"""
            <Project>
              <Target Name="Pack">
                <MSBuild
                  Projects="{string.Join(';', projects)}"
                  Targets="Pack"
                  Properties="_IsPacking=true;NoBuild=true;{place}" />
              </Target>
            </Project>
            """
        );
        Command.Run("dotnet", Repository.Root, new Dictionary<string, string>(), ["msbuild", all, "-t:Pack", "-warnaserror"]).Succeeded();
    }

    private static string MachinePackages()
    {
        string folder =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.CreateDirectory(folder).FullName;
    }
}

/// <summary>Tests that share the packed packages run one after another: each starts whole builds.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackages>
{
    /// <summary>The name for <see cref="CollectionAttribute"/>.</summary>
    public const string Name = "packed packages";
}
