using Xunit.Abstractions;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Random declarations that are right: each compiles without a warning, predicts and learns as the same network in double precision does,
/// and has the same bits alone, in a batch and with threads; ONNX Runtime predicts the same where it has the operators.
/// <see cref="DeclarationStream"/> tries as many as one wants.
/// </summary>
public sealed class RandomDeclarationTests(ITestOutputHelper output)
{
    [Fact]
    public void They_compile_and_compute_what_they_say()
    {
        (DeclarationRun run, IReadOnlyList<Fault> faults) = Try(Depth.Run, firstSeed: 1, DeclarationRun.BatchSize);
        Assert.True(faults.Count == 0, Text(run, faults));
        Assert.True(
            run.ComparedGradients > run.Compared / 2,
            $"only {run.ComparedGradients} gradients of {run.Compared} models were compared"
        );
        Assert.True(
            run.ComparedOpinions > run.Compared * 3 / 4,
            $"ONNX Runtime had an opinion of only {run.ComparedOpinions} of {run.Compared} models"
        );
    }

    [Fact]
    public void More_of_them_are_accepted()
    {
        (DeclarationRun run, IReadOnlyList<Fault> faults) = Try(Depth.Generate, firstSeed: 1_000_001, 10 * DeclarationRun.BatchSize);
        Assert.True(faults.Count == 0, Text(run, faults));
    }

    private (DeclarationRun Run, IReadOnlyList<Fault> Faults) Try(Depth depth, int firstSeed, int count)
    {
        var run = new DeclarationRun(depth);
        IReadOnlyList<Fault> faults = run.Try(firstSeed, count);
        output.WriteLine(DeclarationStream.Report(run));
        return (run, faults);
    }

    private static string Text(DeclarationRun run, IReadOnlyList<Fault> faults) =>
        string.Join("\n\n", faults.DistinctBy(fault => fault.Kind).Select(run.Shrink));
}
