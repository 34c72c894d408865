namespace ModelCompiler.Package.Tests;

/// <summary>When publishing tells about the instruction set. The check alone is run: it needs nothing of NativeAOT.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstructionSetMessageTests(PackedPackages packages)
{
    [Theory]
    [InlineData(true, "linux-x64")]
    [InlineData(true, "win-x64", "-p:IlcInstructionSet=")]
    [InlineData(false, "linux-arm64")]
    [InlineData(false, "linux-x64", "-p:IlcInstructionSet=x86-64-v3")]
    [InlineData(false, "linux-x64", "-p:NoWarn=MC0801")]
    [InlineData(false, "linux-x64", "-p:PublishAot=false")]
    public void MessageAppearsForProgramsThatUseThePackageThroughALibrary(bool expected, string runtime, params string[] properties)
    {
        FreshProject library = packages.NewProject("MessageLibrary");
        library.WithLibraryProject(library.PackageReference);
        FreshProject program = packages.NewProject("MessageProgram");
        program.WithConsoleProject("""<ProjectReference Include="../MessageLibrary/MessageLibrary.csproj" />""", "<PublishAot>true</PublishAot>");
        if (!Directory.Exists(Path.Combine(program.Folder, "obj")))
            packages.Dotnet(program.Folder, "restore", "-p:PublishAot=false").Succeeded();

        CommandResult check = packages.Dotnet(
            program.Folder, ["msbuild", "-t:_ModelCompilerCheckInstructionSet", $"-p:RuntimeIdentifier={runtime}", .. properties]).Succeeded();

        Assert.Equal(expected, check.Output.Contains("message MC0801: NativeAOT compiles", StringComparison.Ordinal));
    }
}
