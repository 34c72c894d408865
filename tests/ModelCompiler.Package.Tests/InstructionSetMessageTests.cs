namespace ModelCompiler.Package.Tests;

/// <summary>When publishing tells about the instruction set. The check alone is run: it needs nothing of NativeAOT.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstructionSetMessageTests(PackedPackages packages)
{
    // What MSBuild sets when that logger is on.
    private const string TerminalLogger = "-p:_MSBUILDTLENABLED=1";

    [Theory]
    [InlineData("message", "linux-x64")]
    [InlineData("message", "win-x64", "-p:IlcInstructionSet=")]
    [InlineData("", "linux-arm64")]
    [InlineData("", "linux-x64", "-p:IlcInstructionSet=x86-64-v3")]
    [InlineData("", "linux-x64", "-p:NoWarn=MC0801")]
    [InlineData("", "linux-x64", "-p:PublishAot=false")]
    [InlineData("warning", "linux-x64", TerminalLogger, "-p:TreatWarningsAsErrors=false")]
    [InlineData("message", "linux-x64", TerminalLogger, "-p:TreatWarningsAsErrors=true")]
    [InlineData("", "linux-x64", TerminalLogger, "-p:NoWarn=MC0801")]
    public void MessageAppearsForProgramsThatUseThePackageThroughALibrary(string expected, string runtime, params string[] properties)
    {
        FreshProject library = packages.NewProject("MessageLibrary");
        library.WithLibraryProject(library.PackageReference);
        FreshProject program = packages.NewProject("MessageProgram");
        program.WithConsoleProject(
            """<ProjectReference Include="../MessageLibrary/MessageLibrary.csproj" />""",
            "<PublishAot>true</PublishAot>"
        );
        if (!Directory.Exists(Path.Combine(program.Folder, "obj")))
            packages.Dotnet(program.Folder, "restore", "-p:PublishAot=false").Succeeded();

        CommandResult check = packages
            .Dotnet(program.Folder, ["msbuild", "-t:_ModelCompilerCheckInstructionSet", $"-p:RuntimeIdentifier={runtime}", .. properties])
            .Succeeded();

        foreach (string kind in new[] { "message", "warning" })
            Assert.Equal(expected == kind, check.Output.Contains($"{kind} MC0801: NativeAOT compiles", StringComparison.Ordinal));
    }
}
