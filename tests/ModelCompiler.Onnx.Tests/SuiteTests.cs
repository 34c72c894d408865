using ModelCompiler.Onnx.Tests.Harness;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>ONNX's own tests: what is imported computes what is expected, and everything else is refused in words.</summary>
public sealed class SuiteTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Single_nodes() => Check(SuiteCount.SingleNodes, () => TestFolders.Listed("batch-first.txt"), true);

    [SkippableFact]
    public void Files_converted_of_PyTorch() => Check(SuiteCount.OldExporter, () => TestFolders.In("pytorch-converted"), false);

    [SkippableFact]
    public void Files_of_the_new_exporter() => Check(SuiteCount.NewExporter, () => TestFolders.In("torch-dynamo"), false);

    /// <summary>What was not chosen because it has no batch in front, several values as inputs, or no numbers as outputs.</summary>
    [SkippableFact]
    public void All_other_cases_are_right_or_refused()
    {
        TestFolders.Need();
        HashSet<string> chosen = [.. TestFolders.Listed("batch-first.txt")];
        string[] nodes = [.. TestFolders.In("node").Where(name => !chosen.Contains(name) && !IsRandom(name))];
        List<CaseResult> results =
        [
            .. ImportRun.Of(nodes, true, 1e-3, 1e-5),
            .. ImportRun.Of(
                TestFolders.In("pytorch-operator").Concat(TestFolders.In("simple")),
                false,
                1e-3,
                1e-5,
                ImportRun.FirstOutputOf
            ),
        ];
        output.WriteLine($"others: {results.Count}, equal {results.Count(result => result.IsEqual)}");
        AreRightOrRefused(results);
        Assert.Equal(
            SuiteCount.OtherNodes,
            SuiteCount.OtherNodes with
            {
                Cases = results.Count,
                Equal = results.Count(result => result.IsEqual),
            }
        );
    }

    // Dropout in training mode draws numbers, which no test data can hold.
    private static bool IsRandom(string name) => name.StartsWith("node/test_training_dropout", StringComparison.Ordinal);

    private void Check(SuiteCount expected, Func<IReadOnlyList<string>> cases, bool hasParameters)
    {
        TestFolders.Need();
        IReadOnlyList<string> names = cases();
        List<CaseResult> results = ImportRun.Of(names, hasParameters, 1e-3, 1e-7, ImportRun.OptionsOf);
        var found = new SuiteCount(
            expected.Title,
            names.Count,
            results.Count(result => result.IsEqual),
            results.Count(result => result.IsClose)
        );
        output.WriteLine($"{found}, imported {results.Count(result => result.Network is not null)}");
        AreRightOrRefused(results);
        Assert.Equal(expected, found);
    }

    private void AreRightOrRefused(List<CaseResult> results)
    {
        foreach (CaseResult result in results.Where(result => !result.IsEqual))
            output.WriteLine(
                $"{(result.Network is null ? "refused" : "WRONG")} {result.Name}: {result.Message}\n{result.Network?.ToCode()}"
            );
        Assert.All(
            results.Where(result => result.Network is not null),
            result => Assert.True(result.IsEqual, result.Name + ": " + result.Message)
        );
        Assert.All(
            results.Where(result => result.Network is null),
            result => Assert.Contains("Remedy: ", result.Message, StringComparison.Ordinal)
        );
    }
}
