using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Snapshots;

/// <summary>The whole generated file of each model of the zoo, as people read it.</summary>
public sealed class GeneratedCodeTests
{
    [Fact]
    public void Xor() => Snapshot.Verify(Run(ModelZoo.Xor));

    [Fact]
    public void Digits() => Snapshot.Verify(Run(ModelZoo.Digits));

    [Fact]
    public void Predictor() => Snapshot.Verify(Run(ModelZoo.Predictor));

    [Fact]
    public void Activations() => Snapshot.Verify(Run(ModelZoo.Activations));

    [Fact]
    public void Regression() => Snapshot.Verify(Run(ModelZoo.Regression));

    [Fact]
    public void Normalised() => Snapshot.Verify(Run(ModelZoo.Normalised));

    [Fact]
    public void Nested() => Snapshot.Verify(Run(ModelZoo.Nested));

    [Fact]
    public void Residual() => Snapshot.Verify(Run(ModelZoo.Residual));

    [Fact]
    public void Transposed() => Snapshot.Verify(Run(ModelZoo.Transposed));

    [Fact]
    public void Joins() => Snapshot.Verify(Run(ModelZoo.Joins));

    [Fact]
    public void Attentive() => Snapshot.Verify(Run(ModelZoo.Attentive));

    [Fact]
    public void Heads() => Snapshot.Verify(Run(ModelZoo.Heads));

    [Fact]
    public void Memory() => Snapshot.Verify(Run(ModelZoo.Memory));

    [Fact]
    public void BothWays() => Snapshot.Verify(Run(ModelZoo.BothWays));

    private static GeneratorRun Run(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics(DiagnosticSeverity.Warning));
        return run;
    }
}
