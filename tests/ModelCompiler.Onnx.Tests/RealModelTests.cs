using ModelCompiler.Importing;
using ModelCompiler.Onnx.Tests.Harness;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>Networks of public projects, as they were published.</summary>
public sealed class RealModelTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("mnist-8")]
    [InlineData("keras-sequential")]
    [InlineData("go1-policy")]
    [InlineData("ball-chase")]
    [InlineData("acasxu-1-9")]
    [InlineData("wakeword-computer")]
    public void Compute_what_they_did(string name)
    {
        TestFolders.Need();
        CaseResult result = ImportRun.Of(["real/" + name], false, 1e-4, 1e-5).Single();
        output.WriteLine(result.Message);
        output.WriteLine(result.Network?.ToCode() ?? "");
        Assert.True(result.IsEqual, result.Message);
    }

    [SkippableFact]
    public void A_tail_that_gives_no_numbers_is_cut()
    {
        TestFolders.Need();
        CaseResult result = ImportRun.Of(["real/gesture-lstm"], false, 1e-4, 1e-5).Single();
        output.WriteLine(result.Message);
        output.WriteLine(result.Network?.ToCode() ?? "");
        Assert.NotNull(result.Network);
        Assert.Contains(result.Network.Remarks, remark => remark.Contains("ArgMax", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void States_as_inputs_and_outputs_are_refused()
    {
        TestFolders.Need();
        CaseResult result = ImportRun.Of(["real/dtln-1"], false, 1e-4, 1e-5).Single();
        output.WriteLine(result.Message);
        Assert.Null(result.Network);
        Assert.Contains("Remedy", result.Message, StringComparison.Ordinal);
    }
}
