namespace ModelCompiler.Package.Tests;

/// <summary>When publishing tells about the instruction set. The check alone is run: it needs nothing of NativeAOT.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstructionSetMessageTests(PackedPackages packages)
{
    // What MSBuild sets when that logger is on.
    private const string TerminalLogger = "_MSBUILDTLENABLED=1";

    private static readonly (string Expected, string Runtime, string Properties)[] s_rows =
    [
        ("message", "linux-x64", ""),
        ("message", "win-x64", "IlcInstructionSet="),
        ("", "linux-arm64", ""),
        ("", "linux-x64", "IlcInstructionSet=x86-64-v3"),
        ("", "linux-x64", "NoWarn=MC0801"),
        ("", "linux-x64", "PublishAot=false"),
        ("warning", "linux-x64", TerminalLogger + ";TreatWarningsAsErrors=false"),
        ("message", "linux-x64", TerminalLogger + ";TreatWarningsAsErrors=true"),
        ("", "linux-x64", TerminalLogger + ";NoWarn=MC0801"),
    ];

    /// <summary>One build with a call of the check for each row, each behind a line that says which.</summary>
    [Fact]
    public void MessageAppearsForProgramsThatUseThePackageThroughALibrary()
    {
        FreshProject library = packages.NewProject("MessageLibrary");
        library.WithLibraryProject(library.PackageReference);
        FreshProject program = packages.NewProject("MessageProgram");
        program.WithConsoleProject(
            """<ProjectReference Include="../MessageLibrary/MessageLibrary.csproj" />""",
            "<PublishAot>true</PublishAot>"
        );
        packages.Dotnet(program.Folder, "restore", "-p:PublishAot=false").Succeeded();
        program.WithFile("checks.proj", $"<Project><Target Name=\"Check\">{string.Concat(s_rows.Select(Check))}</Target></Project>");

        string[] parts = packages.Dotnet(program.Folder, "msbuild", "checks.proj").Succeeded().Output.Split("row: ")[1..];

        Assert.Equal(s_rows.Length, parts.Length);
        foreach (((string expected, string runtime, string properties), string part) in s_rows.Zip(parts))
        foreach (string kind in new[] { "message", "warning" })
            Assert.True(
                (expected == kind) == part.Contains($"{kind} MC0801: NativeAOT compiles", StringComparison.Ordinal),
                $"{runtime} {properties}: '{expected}' was expected of\n{part}"
            );
    }

    private static string Check((string Expected, string Runtime, string Properties) row) =>
        $"""
            <Message Importance="high" Text="row: {row.Runtime} {row.Properties}" />
            <MSBuild
              Projects="MessageProgram.csproj"
              Targets="_ModelCompilerCheckInstructionSet"
              Properties="RuntimeIdentifier={row.Runtime};{row.Properties}" />
            """;
}
