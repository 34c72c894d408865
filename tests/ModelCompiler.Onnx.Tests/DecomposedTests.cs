using ModelCompiler.Importing;
using ModelCompiler.Onnx.Tests.Harness;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>
/// Operators that are written out as the body of their definition become the same layers as the operators themselves.
/// </summary>
public sealed class DecomposedTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Are_recognised_as_the_layer_that_they_are()
    {
        TestFolders.Need();
        List<string> whole = [.. TestFolders.Listed("batch-first.txt")];
        string[] written = [.. TestFolders.In("node").Where(name => whole.Contains(WholeOf(name)) && name != WholeOf(name))];
        List<CaseResult> results = ImportRun.Of(
            written,
            true,
            1e-3,
            1e-7,
            read => new ImportOptions { Until = read.Model.Graph.Outputs[0].Name }
        );
        Dictionary<string, CaseResult> ofWhole = ImportRun
            .Of(written.Select(WholeOf).Distinct(), true, 1e-3, 1e-7)
            .ToDictionary(result => result.Name);
        int recognised = results.Count(result => result.IsEqual && Layers(result).SequenceEqual(Layers(ofWhole[WholeOf(result.Name)])));
        output.WriteLine($"written out: {written.Length}, equal {results.Count(result => result.IsEqual)}, recognised {recognised}");
        foreach (CaseResult result in results)
            if (!result.IsEqual || !Layers(result).SequenceEqual(Layers(ofWhole[WholeOf(result.Name)])))
                output.WriteLine($"{result.Name}: {result.Message} {string.Join(" ", Layers(result))}");
        Assert.All(
            results.Where(result => result.Network is not null),
            result => Assert.True(result.IsEqual, result.Name + ": " + result.Message)
        );
        Assert.Equal(
            SuiteCount.WrittenOut,
            SuiteCount.WrittenOut with
            {
                Cases = written.Length,
                Equal = results.Count(result => result.IsEqual),
            }
        );
        Assert.Contains($"({recognised} become the very layers)", SuiteCount.WrittenOut.Title, StringComparison.Ordinal);
    }

    private static string WholeOf(string name) => name.Split("_expanded")[0];

    private static IEnumerable<string> Layers(CaseResult result) =>
        result.Network is null ? ["refused"] : result.Network.Layers.Select(layer => layer.Attribute);
}
