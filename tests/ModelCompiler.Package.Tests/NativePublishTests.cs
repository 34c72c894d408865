using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace ModelCompiler.Package.Tests;

/// <summary>The package in a NativeAOT executable: no warning, and the same bits as on the just-in-time compiler.</summary>
[Collection(PackageCollection.Name)]
public sealed class NativePublishTests(PackedPackages packages, ITestOutputHelper record)
{
    private const string AdviceId = "MC0801";

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    [SkippableFact]
    public void ExecutableForThisProcessorTrainsToTheBitsOfTheJustInTimeCompiler()
    {
        Skip.If(
            IsX64 && !(Avx2.IsSupported && Fma.IsSupported),
            "This processor has no AVX2 and FMA, so x86-64-v3 executables do not run on it."
        );
        FreshProject project = Project("NativeV3");
        string[] properties = IsX64 ? ["-p:IlcInstructionSet=x86-64-v3"] : [];

        (string executable, string output) = project.PublishNative("v3", properties);
        CommandResult native = Run(project, executable);

        Assert.Equal(project.Build().Run([]).Lines, native.Lines);
        Assert.DoesNotContain(AdviceId, output, StringComparison.Ordinal);
        record.WriteLine(string.Join('\n', native.Lines));
        record.WriteLine($"{string.Join(' ', properties)} {StartTime.Describe(executable, input: "")}");
    }

    [SkippableFact]
    public void ExecutableForTheOldestProcessorsTrainsToo_AndTheBuildSaysWhatItCosts()
    {
        Skip.If(!IsX64, "Only x64 has an instruction set to choose.");
        FreshProject project = Project("NativeDefault");

        (string executable, string output) = project.PublishNative("default");
        CommandResult native = Run(project, executable);

        Assert.Contains($"message {AdviceId}", output, StringComparison.Ordinal);
        Assert.Equal(18, native.Lines.Length);
        record.WriteLine(string.Join('\n', native.Lines));
        record.WriteLine($"default: {StartTime.Describe(executable, input: "")}");
    }

    private static CommandResult Run(FreshProject project, string executable) =>
        Command.Run(executable, project.Folder, new Dictionary<string, string>(), []).Succeeded();

    private FreshProject Project(string name)
    {
        FreshProject project = packages.NewProject(name);
        return project.WithConsoleProject(project.PackageReference).WithProgram("TrainAndPredict.cs");
    }
}
