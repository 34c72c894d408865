using System.Globalization;
using ModelCompiler.Tests.RandomDeclarations;

namespace ModelCompiler.Package.Tests;

/// <summary>
/// Random declarations in a project that asks for every analysis there is: what the package writes gives nobody a warning. A few in every
/// run; <c>MODELCOMPILER_RANDOM_COUNT</c> is for as many as one wants, from the seed in <c>MODELCOMPILER_RANDOM_SEED</c> on.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class RandomProjectTests(PackedPackages packages)
{
    private const string Name = "RandomNetworks";

    // What the package has to say of a declaration itself, which is random, and its name.
    private const string OfDeclarations = "MC0301;MC0302;MC0303;MC0304;MC0305;MC0306;MC0307;MC0308;MC0309;MC0310;MC0204;MC0401;MC0402";

    [Fact]
    public void EveryAnalysisFindsNothingInTheModels()
    {
        FreshProject project = packages.NewProject(Name);
        project
            .WithLibraryProject(
                project.PackageReference,
                $"""
                <AnalysisMode>All</AnalysisMode>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                <Features>strict</Features>
                <WarningLevel>9999</WarningLevel>
                <NoWarn>{OfDeclarations}</NoWarn>
                """
            )
            .WithFile("Assembly.cs", "[assembly: System.CLSCompliant(false)]\n");
        int first = Number("SEED", 5_000_001);
        for (int seed = first; seed < first + Number("COUNT", 6); seed++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Net{seed}");
            project.WithFile(name + ".cs", $"using ModelCompiler;\n\nnamespace {Name};\n\n{RandomModels.Create(seed, name).ToCode()}");
        }

        project.Build();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("MODELCOMPILER_RANDOM_" + variable), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
