namespace ModelCompiler.Package.Tests;

/// <summary>A project outside the repository, as a user has one.</summary>
internal sealed class FreshProject(PackedPackages packages, string folder)
{
    /// <summary>A reference to the packed package.</summary>
    public string PackageReference => $"""<PackageReference Include="ModelCompiler" Version="{packages.Version}" />""";

    /// <summary>The folder of the project; also its name.</summary>
    public string Folder => folder;

    private string Name => Path.GetFileName(folder);

    /// <summary>Writes a console project with the given items.</summary>
    public FreshProject WithConsoleProject(string items, string properties = "") =>
        WithFile($"{Name}.csproj", Project("<OutputType>Exe</OutputType>" + properties, items));

    /// <summary>Writes a class library with the given items.</summary>
    public FreshProject WithLibraryProject(string items, string properties = "") => WithFile($"{Name}.csproj", Project(properties, items));

    /// <summary>Writes a file, unless it is as it should be, so that what was built of it need not be built again.</summary>
    public FreshProject WithFile(string name, string content)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path) || File.ReadAllText(path) != content)
            File.WriteAllText(path, content);
        return this;
    }

    /// <summary>Writes a program of the folder Programs.</summary>
    public FreshProject WithProgram(string name) =>
        WithFile("Program.cs", File.ReadAllText(Repository.PathOf("tests", "ModelCompiler.Package.Tests", "Programs", name)));

    /// <summary>Restores, unless that was done for an earlier build of the project, and builds with warnings as errors.</summary>
    public FreshProject Build()
    {
        packages.Dotnet(folder, ["build", "-c", "Release", "-warnaserror", .. NoSecondRestore]).Succeeded();
        return this;
    }

    /// <summary>What was restored for an earlier build of the project serves the next one as well.</summary>
    public string[] NoSecondRestore => File.Exists(Path.Combine(folder, "obj", "project.assets.json")) ? ["--no-restore"] : [];

    /// <summary>Runs what <see cref="Build"/> built, on the just-in-time compiler.</summary>
    public CommandResult Start(IEnumerable<string> arguments, string? input = null) =>
        Command.Run(
            "dotnet",
            folder,
            new Dictionary<string, string>(),
            [Path.Combine(folder, "bin", "Release", "net10.0", $"{Name}.dll"), .. arguments],
            input
        );

    /// <summary>The same, and the program must end with 0.</summary>
    public CommandResult Run(IEnumerable<string> arguments, string? input = null) => Start(arguments, input).Succeeded();

    /// <summary>Publishes with NativeAOT and warnings as errors, and hides no warning of the trimmer.</summary>
    /// <param name="name">The name of the folder that is published to.</param>
    /// <param name="properties">More properties of the build.</param>
    /// <returns>The executable, and what the build printed.</returns>
    public (string Executable, string Output) PublishNative(string name, params string[] properties)
    {
        NativeTools.SkipUnlessPresent();
        string output = Path.Combine(folder, "native", name);
        CommandResult publish = packages.Dotnet(
            folder,
            [
                "publish",
                "-c",
                "Release",
                "-r",
                NativeTools.RuntimeIdentifier,
                "-o",
                output,
                "-warnaserror",
                "-p:PublishAot=true",
                "-p:TrimmerSingleWarn=false",
                .. properties,
            ]
        );
        NativeTools.SkipIfNotRestorable(publish);
        publish.Succeeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        return (Path.Combine(output, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name), publish.Output);
    }

    private static string Project(string properties, string items) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """;
}
