using System.IO.Compression;
using System.Xml.Linq;

namespace ModelCompiler.Package.Tests;

/// <summary>What is in the package, and what is not.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackages packages)
{
    [Fact]
    public void PackageHoldsTheLibrariesAndTheCompilerAndNothingElse()
    {
        string[] expected =
        [
            "ModelCompiler.nuspec",
            "README.md",
            "analyzers/dotnet/cs/ModelCompiler.CodeFixes.dll",
            "analyzers/dotnet/cs/ModelCompiler.Generator.dll",
            "buildTransitive/net10.0/ModelCompiler.Weights.targets",
            "buildTransitive/net10.0/ModelCompiler.targets",
            "icon.png",
            "lib/net10.0/ModelCompiler.Attributes.dll",
            "lib/net10.0/ModelCompiler.Attributes.xml",
            "lib/net10.0/ModelCompiler.Runtime.dll",
            "lib/net10.0/ModelCompiler.Runtime.xml",
        ];
        Assert.Equal(expected, Files(packages.Package));
    }

    [Fact]
    public void SymbolPackageHoldsTheSymbolsOfTheLibraries() =>
        Assert.Equal(
            ["ModelCompiler.nuspec", "lib/net10.0/ModelCompiler.Attributes.pdb", "lib/net10.0/ModelCompiler.Runtime.pdb"],
            Files(packages.Symbols)
        );

    [Fact]
    public void PackageHasNoDependency()
    {
        XElement? dependencies = Child(Metadata(), "dependencies");
        Assert.NotNull(dependencies);
        Assert.DoesNotContain(dependencies.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void PackageStaysBelowOneMegabyte() => Assert.InRange(new FileInfo(packages.Package).Length, 1, 1_000_000);

    [Fact]
    public void DocumentationTellsOfPublicMembersAlone()
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.Package);
        using Stream stream = archive.GetEntry("lib/net10.0/ModelCompiler.Runtime.xml")!.Open();
        HashSet<string> documented = [.. XDocument.Load(stream).Descendants("member").Select(member => (string)member.Attribute("name")!)];
        string[] visible =
        [
            "T:ModelCompiler.Adam",
            "P:ModelCompiler.Optimizer.LearningRate",
            "M:ModelCompiler.Optimizer.PrepareStep",
            "T:ModelCompiler.IModel`1",
            "F:ModelCompiler.TensorType.Float32",
        ];
        string[] hidden =
        [
            "T:ModelCompiler.AdamRule",
            "M:ModelCompiler.AdamRule.UpdateMeans``1(``0,``0@,``0@)",
            "T:ModelCompiler.ParameterSegments",
            "P:ModelCompiler.ModelDescription.Segments",
            "F:ModelCompiler.ParameterSegments.LargeWeight",
        ];
        Assert.All(visible, name => Assert.Contains(name, documented));
        Assert.All(hidden, name => Assert.DoesNotContain(name, documented));
    }

    [Theory]
    [InlineData("id", "ModelCompiler")]
    [InlineData("license", "MIT")]
    [InlineData("readme", "README.md")]
    [InlineData("icon", "icon.png")]
    public void PackageSaysWhatItIs(string name, string value) => Assert.Equal(value, Child(Metadata(), name)?.Value);

    [Theory]
    [InlineData("description")]
    [InlineData("tags")]
    [InlineData("projectUrl")]
    [InlineData("releaseNotes")]
    [InlineData("repository")]
    public void PackageHasMetadata(string name) => Assert.NotNull(Child(Metadata(), name));

    // The parts that describe the container itself are not content.
    private static string[] Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name =>
                    name is not ("_rels/.rels" or "[Content_Types].xml") && !name.StartsWith("package/", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private static XElement? Child(XElement parent, string name) =>
        parent.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    private XElement Metadata()
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.Package);
        using Stream stream = archive.GetEntry("ModelCompiler.nuspec")!.Open();
        return Child(XDocument.Load(stream).Root!, "metadata")!;
    }
}
