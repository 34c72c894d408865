using System.Globalization;

namespace ModelCompiler.Package.Tests;

/// <summary>The template, installed from the packed file into a place of its own.</summary>
[Collection(PackageCollection.Name)]
public sealed class TemplateTests(PackedPackages packages)
{
    [Fact]
    public void NewProjectTrainsInOneCommand()
    {
        string settings = Path.Combine(packages.Folder, "template-settings");
        FreshProject project = packages.NewProject("My-Spirals.2");
        packages.Dotnet(packages.Folder, "new", "install", packages.Templates, "--debug:custom-hive", settings).Succeeded();
        packages
            .Dotnet(packages.Folder, "new", "modelcompiler", "-n", "My-Spirals.2", "-o", project.Folder, "--debug:custom-hive", settings)
            .Succeeded();

        CommandResult run = packages.Dotnet(project.Folder, "run", "-c", "Release", "-p:TreatWarningsAsErrors=true").Succeeded();

        string[] sentence = run.Lines[^1].Split(' ');
        Assert.Equal(["of", "500", "new", "points", "are", "told", "right."], sentence[1..]);
        Assert.InRange(int.Parse(sentence[0], CultureInfo.InvariantCulture), 475, 500);
        Assert.True(File.Exists(Path.Combine(project.Folder, "spirals.safetensors")));
    }
}
