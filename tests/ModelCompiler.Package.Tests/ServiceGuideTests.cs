using System.Text.RegularExpressions;

namespace ModelCompiler.Package.Tests;

/// <summary>The guide to services, pasted into a fresh project as it tells its readers to.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class ServiceGuideTests(PackedPackages packages)
{
    [Fact]
    public void CodeOfTheGuideCompilesAsPasted()
    {
        string guide = File.ReadAllText(Repository.PathOf("docs", "service.md"));
        FreshProject project = packages.NewProject("PastedService");
        project.WithFile(
            "PastedService.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>{project.PackageReference}</ItemGroup>
            </Project>
            """
        );

        // What stands in no file of the sample is a piece of the program.
        ILookup<string, string> files = Blocks()
            .Matches(guide)
            .ToLookup(
                match => match.Groups["file"].Success ? match.Groups["file"].Value : "Program.cs",
                match => match.Groups["code"].Value
            );
        Assert.Equal(3, files["Program.cs"].Count());
        Assert.InRange(files.Count, 7, 12);
        foreach (IGrouping<string, string> file in files)
            project.WithFile(file.Key, string.Join('\n', file));
        project.Build();
    }

    [GeneratedRegex(
        """(<!-- embed file="samples/Service/(?<file>\w+\.cs)"[^>]*-->\n)?```csharp\n(?<code>.*?)^```""",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Blocks();
}
