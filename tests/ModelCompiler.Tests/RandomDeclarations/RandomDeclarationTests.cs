using Xunit.Abstractions;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Random declarations that are right: each compiles without a warning, predicts and learns as the same network in double precision does, and has the same bits alone, in a batch and with
/// threads. <see cref="DeclarationStream"/> tries as many as one wants.
/// </summary>
public sealed class RandomDeclarationTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_declarations_compile_and_compute_what_they_say()
    {
        var run = new DeclarationRun(withRun: true);
        var faults = new List<Fault>();
        for (int batch = 0; batch < 3; batch++)
            faults.AddRange(run.Try(1 + (batch * DeclarationRun.BatchSize), DeclarationRun.BatchSize));
        output.WriteLine(DeclarationStream.Report(run));
        Assert.True(faults.Count == 0, Text(run, faults));
        Assert.True(run.ComparedGradients > run.Compared / 2, $"only {run.ComparedGradients} gradients of {run.Compared} models were compared");
    }

    [Fact]
    public void More_random_declarations_compile()
    {
        var run = new DeclarationRun(withRun: false);
        IReadOnlyList<Fault> faults = run.Try(1_000_001, 5 * DeclarationRun.BatchSize);
        output.WriteLine(DeclarationStream.Report(run));
        Assert.True(faults.Count == 0, Text(run, faults));
    }

    private static string Text(DeclarationRun run, IReadOnlyList<Fault> faults) => string.Join("\n\n", faults.DistinctBy(fault => fault.Kind).Select(run.Shrink));
}
