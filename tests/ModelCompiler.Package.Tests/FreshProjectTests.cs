using System.Text.RegularExpressions;

namespace ModelCompiler.Package.Tests;

/// <summary>Projects outside the repository that have the package and nothing else, built with warnings as errors, and run.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class FreshProjectTests(PackedPackages packages)
{
    private static readonly string[] _truthTable = ["0 xor 0 = 0.00", "0 xor 1 = 1.00", "1 xor 0 = 1.00", "1 xor 1 = 0.00"];

    [Fact]
    public void ProgramOfTheReadmeLearnsXor()
    {
        string readme = File.ReadAllText(Repository.PathOf("src", "Package", "README.md"));
        string program = Assert.Single(CSharpBlocks().Matches(readme)).Groups["code"].Value;

        FreshProject project = packages.NewProject("Xor");
        CommandResult run = project.WithConsoleProject(project.PackageReference).WithFile("Program.cs", program).Build().Run([]);

        Assert.Equal(_truthTable, run.Lines[^4..]);
    }

    [Fact]
    public void ReferenceWithPrivateAssetsWorks()
    {
        FreshProject project = packages.NewProject("PrivateReference");
        CommandResult run = project
            .WithConsoleProject(project.PackageReference.Replace("/>", """PrivateAssets="all" />""", StringComparison.Ordinal))
            .WithProgram("TrainAndPredict.cs")
            .Build()
            .Run([]);

        Assert.Contains(run.Lines, line => line.StartsWith("end ", StringComparison.Ordinal));
    }

    [Fact]
    public void ProgramUsesTheModelsOfALibraryWithoutNamingThePackage()
    {
        FreshProject library = packages.NewProject("Networks");
        library
            .WithLibraryProject(library.PackageReference)
            .WithFile(
                "Gate.cs",
                """
                using ModelCompiler;

                namespace Networks;

                /// <summary>A model of another assembly.</summary>
                [Model]
                [Input(2)]
                [Dense(3, Activation.Tanh)]
                [Dense(1)]
                [Loss(Loss.MeanSquaredError)]
                public sealed partial class Gate;
                """
            );

        CommandResult run = packages
            .NewProject("UsesNetworks")
            .WithConsoleProject("""<ProjectReference Include="../Networks/Networks.csproj" />""")
            .WithFile(
                "Program.cs",
                """
                using ModelCompiler;
                using Networks;

                var gate = new Gate(seed: 1);
                Dataset samples = Dataset.From(([0, 0], [0]), ([1, 1], [1]));
                float before = gate.Loss(samples.Inputs, samples.Targets);
                new Trainer<Gate>(gate, new Sgd(learningRate: 0.1f)) { BatchSize = 2, Epochs = 20 }.Fit(samples);
                Console.WriteLine(gate.Loss(samples.Inputs, samples.Targets) < before ? "learned" : "did not learn");
                """
            )
            .Build()
            .Run([]);

        Assert.Equal(["learned"], run.Lines);
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlocks();
}
