using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Diagnostics;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Incrementality;

/// <summary>What the pipeline keeps between runs: nothing of Roslyn, so that an old compilation can be collected.</summary>
public sealed class PipelineValueTests
{
    private const string Net =
        "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"hidden\")][Dense(1)][Loss(Loss.MeanSquaredError)] partial class "
        + "Net { int own; }";

    [Fact]
    public void No_tracked_value_holds_an_object_of_Roslyn()
    {
        foreach (string source in new[] { Net }.Concat(DiagnosticCases.Rows.Select(row => MarkedSource.Clean(row.Source))))
        {
            GeneratorRunResult result = GeneratorRun.Of(source).Result.Results.Single();
            foreach (string step in new[] { ModelGenerator.Steps.Declarations, ModelGenerator.Steps.Models })
                if (result.TrackedSteps.TryGetValue(step, out var runs))
                    foreach (object value in runs.SelectMany(run => run.Outputs).Select(output => output.Value))
                        AssertPlain(value, step, []);
        }
    }

    [Fact]
    public void The_old_compilation_can_be_collected()
    {
        (WeakReference old, GeneratorDriver driver) = RunTwice();
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(old.IsAlive);
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Old, GeneratorDriver Driver) RunTwice()
    {
        CSharpCompilation first = Compilations.Create(Net);
        GeneratorDriver driver = GeneratorRun.NewDriver().Run(first).Driver;
        driver = driver.Run(Compilations.Create(Net + " // edited")).Driver;
        return (new WeakReference(first), driver);
    }

    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        if (!value.GetType().IsValueType && !seen.Add(value))
            return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or Diagnostic or DiagnosticDescriptor,
            $"{path} is a {value.GetType()}"
        );
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                AssertPlain(item, path + "[]", seen);
            return;
        }
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            AssertPlain(field.GetValue(value), path + "." + field.Name, seen);
    }
}
