using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace ModelCompiler.Package.Tests;

/// <summary>The sample EdgeInference, copied out of the repository and given the packed package instead of the projects.</summary>
[Collection(PackageCollection.Name)]
public sealed class EdgeInferenceTests(PackedPackages packages, ITestOutputHelper record)
{
    private const long LargestExecutable = 3_000_000;

    [SkippableFact]
    public void ExecutableIsSmallClassifiesToTheBitAndTrainsFurther()
    {
        Skip.If(
            RuntimeInformation.ProcessArchitecture == Architecture.X64 && !(Avx2.IsSupported && Fma.IsSupported),
            "This processor has no AVX2 and FMA, for which the sample is published."
        );
        FreshProject project = CopyOfSample();
        (string executable, _) = project.PublishNative("edge");
        project.Build();
        string[] labelled = Native("--simulate", "40", "--seed", "4").Lines;
        string readings = string.Join('\n', labelled.Select(line => line[..line.LastIndexOf(',')]));

        Assert.InRange(new FileInfo(executable).Length, 1, LargestExecutable);
        AssertSameBits([]);
        Assert.InRange(CorrectAnswers([]), 20, 39);

        File.WriteAllLines(Path.Combine(project.Folder, "readings.csv"), Native("--simulate", "400", "--seed", "4").Lines);
        record.WriteLine(Native("--train", "readings.csv", "--save", "native.safetensors").Output);
        project.Run(["--train", "readings.csv", "--save", "jit.safetensors"]);

        Assert.Equal(Bytes("jit.safetensors"), Bytes("native.safetensors"));
        AssertSameBits(["--weights", "native.safetensors"]);
        Assert.True(CorrectAnswers(["--weights", "native.safetensors"]) > CorrectAnswers([]));
        record.WriteLine(StartTime.Describe(executable, readings.Split('\n')[0]));

        CommandResult Native(params string[] arguments) => RunNative(arguments, input: null);

        CommandResult RunNative(string[] arguments, string? input) =>
            Command.Run(executable, project.Folder, new Dictionary<string, string>(), arguments, input).Succeeded();

        void AssertSameBits(string[] weights)
        {
            string[] bits = RunNative([.. weights, "--bits"], readings).Lines;
            Assert.Equal(labelled.Length, bits.Length);
            Assert.Equal(project.Run([.. weights, "--bits"], readings).Lines, bits);
        }

        int CorrectAnswers(string[] weights) =>
            RunNative(weights, readings)
                .Lines.Zip(labelled, (answer, line) => answer.Split(' ')[0] == line.Split(',')[^1])
                .Count(right => right);

        byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(project.Folder, name));
    }

    [Fact]
    public void ALineThatCannotBeReadIsReportedAndTheOthersAreAnswered()
    {
        FreshProject project = CopyOfSample();
        project.Build();

        CommandResult run = project.Start(
            [],
            "1486,3.35,2.31,40.8,4.54,68.5\nwarm,1,2,3,4,5\n1486,3.35,2.31,40.8,4.54\n1486,3.35,2.31,40.8,4.54,68.5\n"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("Unbalanced", StringComparison.Ordinal)));
        Assert.Contains("line 2: 'warm' is no number", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("line 3: 5 values instead of 6", StringComparison.Ordinal));
    }

    private FreshProject CopyOfSample()
    {
        FreshProject copy = packages.NewProject("EdgeInference");
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("samples", "EdgeInference")))
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)), overwrite: true);
        return copy.WithFile(
                "Directory.Build.props",
                """
                <Project>
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                  </PropertyGroup>
                </Project>
                """
            )
            .WithFile("Directory.Build.targets", $"<Project><ItemGroup>{copy.PackageReference}</ItemGroup></Project>");
    }
}
