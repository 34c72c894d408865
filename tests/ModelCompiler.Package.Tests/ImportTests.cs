namespace ModelCompiler.Package.Tests;

/// <summary>A trained network that a project lists is a class of it.</summary>
[Collection(PackageCollection.Name)]
public sealed class ImportTests(PackedPackages packages)
{
    /// <summary>The last part of the package's name.</summary>
    internal const string Package = "Import";

    [Fact]
    public void PackageHoldsAProgramAndWhatTellsTheBuildToRunIt() =>
        Assert.Equal(
            [
                "ModelCompiler.Import.nuspec",
                "README.md",
                "buildTransitive/net10.0/ModelCompiler.Import.targets",
                "icon.png",
                "lib/net10.0/_._",
                "tools/net10.0/ModelCompiler.Attributes.dll",
                "tools/net10.0/ModelCompiler.Import.deps.json",
                "tools/net10.0/ModelCompiler.Import.dll",
                "tools/net10.0/ModelCompiler.Import.runtimeconfig.json",
                "tools/net10.0/ModelCompiler.Importing.dll",
                "tools/net10.0/ModelCompiler.Onnx.dll",
                "tools/net10.0/ModelCompiler.Runtime.dll",
                "tools/net10.0/PureHDF.dll",
            ],
            OptionalPackageTests.Files(packages.Optional(Package))
        );

    [Fact]
    public void NetworkOfAFileIsCompiledOnceAndWhatHindersItIsAnErrorOfTheFile()
    {
        FreshProject project = packages
            .NewProject("Imports")
            .WithConsoleProject(
                $"""
                <PackageReference Include="ModelCompiler.Import" Version="{packages.Version}" />
                <ModelImport Include="networks/machine.onnx" Name="$(ClassName)" Namespace="Networks" Until="$(Until)" />
                """,
                "<ClassName Condition=\"'$(ClassName)' == ''\">Machine</ClassName>"
            )
            .WithFile(
                "Program.cs",
                """
                float[] outputs = Networks.Machine.CreateTrained().Predict([-0.4f, -0.8f, 0.1f, 0.2f, 0.1f, -0.4f]);
                Console.WriteLine(Array.IndexOf(outputs, outputs.Max()));
                """
            );
        string network = Path.Combine(Directory.CreateDirectory(Path.Combine(project.Folder, "networks")).FullName, "machine.onnx");
        File.Copy(Repository.PathOf("samples", "Imported", "machine", "machine.onnx"), network);
        Assert.Equal(["2"], project.Build().Run([]).Lines);

        // The file is as it was: nothing is written again.
        string code = Path.Combine(project.Folder, "obj", "Release", "net10.0", "ModelImport", "machine.cs");
        DateTime written = File.GetLastWriteTimeUtc(code);
        Build().Succeeded();
        Assert.Equal(written, File.GetLastWriteTimeUtc(code));

        // Other metadata are another import.
        Assert.Contains("error CS0234", Build("-p:ClassName=Motor").Output, StringComparison.Ordinal);
        CommandResult refused = Build("-p:Until=nowhere");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(
            "machine.onnx : error MC0805: (network), first as a whole: no node writes 'nowhere'. Remedy: ",
            refused.Output,
            StringComparison.Ordinal
        );
        File.Delete(network);
        Assert.Contains(
            "error MC0804: The ModelImport file 'networks/machine.onnx' does not exist",
            Build().Output,
            StringComparison.Ordinal
        );

        CommandResult Build(params string[] properties) =>
            packages.Dotnet(project.Folder, ["build", "-c", "Release", "--no-restore", .. properties]);
    }
}
