using System.IO.Compression;
using System.Xml.Linq;

namespace ModelCompiler.Package.Tests;

/// <summary>The packages that a user may add: what is in them, and one of them in a fresh project.</summary>
[Collection(PackageCollection.Name)]
public sealed class OptionalPackageTests(PackedPackages packages)
{
    /// <summary>The names of the packages, and the libraries each brings along.</summary>
    public static TheoryData<string, string[]> Libraries { get; } =
        new()
        {
            { "Dashboard", ["Spectre.Console"] },
            { "Data", ["Sep", "Apache.Arrow", "Parquet.Net"] },
            { "Distributed", [] },
            { "Onnx", [] },
            { "Plotting", ["ScottPlot"] },
        };

    [Fact]
    public void EveryOptionalPackageIsTested() =>
        Assert.Equal(
            PackedPackages.OptionalNames,
            Libraries.Select(row => (string)row[0]).Append(ImportTests.Package).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Libraries))]
    public void PackageHoldsOneAssembly(string name, string[] libraries)
    {
        Assert.Equal(
            [
                $"ModelCompiler.{name}.nuspec",
                "README.md",
                "icon.png",
                $"lib/net10.0/ModelCompiler.{name}.dll",
                $"lib/net10.0/ModelCompiler.{name}.xml",
            ],
            Files(packages.Optional(name))
        );
        Assert.Equal(["ModelCompiler", .. libraries], Dependencies(name));
    }

    /// <summary>The files of a package, without the parts that describe the container itself.</summary>
    internal static IReadOnlyList<string> Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(path => !path.StartsWith('_') && !path.StartsWith('[') && !path.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The package of tables is all that the project names: the compiler and the runtime come with it.</summary>
    [Fact]
    public void ProgramReadsATableAndKeepsTheEncoderBesideTheWeights()
    {
        CommandResult run = packages
            .NewProject("Tables")
            .WithConsoleProject($"""<PackageReference Include="ModelCompiler.Data" Version="{packages.Version}" />""")
            .WithFile("gates.csv", "left,right,output\n0,low,0\n0,high,1\nNA,low,1\n1,high,0\n")
            .WithProgram("ReadATable.cs")
            .Build()
            .Run([]);

        Assert.Equal(["4 inputs in 4 rows", "the same predictions after loading"], run.Lines[^2..]);
    }

    private IEnumerable<string> Dependencies(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.Optional(name));
        using Stream stream = archive.GetEntry($"ModelCompiler.{name}.nuspec")!.Open();
        XElement[] dependencies = [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")];
        Assert.Equal(packages.Version, (string)dependencies[0].Attribute("version")!);
        return dependencies.Select(dependency => (string)dependency.Attribute("id")!);
    }
}
