using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using ModelCompiler.Generator.Tests.Diagnostics;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.CodeFixes;

public sealed class CodeFixTests
{
    [Theory]
    [MemberData(nameof(DiagnosticCases.All), MemberType = typeof(DiagnosticCases))]
    public async Task The_first_fix_does_what_the_table_says(DiagnosticCase row)
    {
        if (row.Fixed is null)
        {
            // The rule has no fix, or none that suits this case.
            if (CodeFixRun.ProviderOf(row.Id) is null)
                return;
            using var without = new CodeFixRun(MarkedSource.Clean(row.Source));
            Assert.Empty(await without.ActionsAsync(row.Id));
            return;
        }
        using var run = new CodeFixRun(MarkedSource.Clean(row.Source));
        await run.ApplyAsync((await run.ActionsAsync(row.Id))[0]);

        Assert.Equal(row.Fixed, await run.SourceAsync());
        Assert.DoesNotContain(await run.DiagnosticsAsync(), diagnostic => diagnostic.Id == row.Id);
    }

    [Theory]
    [InlineData("Sigmoid", "CategoricalCrossEntropy", "BinaryCrossEntropy")]
    [InlineData("Softmax", "BinaryCrossEntropy", "CategoricalCrossEntropy")]
    public async Task The_second_fix_changes_the_loss(string activation, string loss, string expected)
    {
        string source = $"[Model][Input(2)][Dense(3, Activation.{activation})][Loss(Loss.{loss})] partial class Net;";
        using var run = new CodeFixRun(source);
        Diagnostic diagnostic = Assert.Single(await run.DiagnosticsAsync());
        IReadOnlyList<CodeAction> actions = await run.ActionsAsync(diagnostic.Id);
        Assert.Equal(2, actions.Count);
        await run.ApplyAsync(actions[1]);

        Assert.Equal(source.Replace(loss, expected), await run.SourceAsync());
        Assert.Empty(await run.DiagnosticsAsync());
    }

    [Theory]
    [MemberData(nameof(DiagnosticCases.All), MemberType = typeof(DiagnosticCases))]
    public async Task All_occurrences_can_be_fixed_at_once(DiagnosticCase row)
    {
        if (row.Fixed is null)
            return;
        string[] copies = [.. new[] { "A", "B", "C" }.Select(name => $"namespace {name}\n{{\n{MarkedSource.Clean(row.Source)}\n}}\n")];
        using var run = new CodeFixRun(copies[0] + copies[1], copies[2]);
        Assert.Equal(3, (await run.DiagnosticsAsync()).Count(diagnostic => diagnostic.Id == row.Id));
        await run.ApplyAllAsync(row.Id);

        Assert.DoesNotContain(await run.DiagnosticsAsync(), diagnostic => diagnostic.Id == row.Id);
    }

    [Fact]
    public async Task Attributes_move_across_files_in_their_order()
    {
        using var run = new CodeFixRun(
            "/// <summary>Mine.</summary>\n[Model, Input(2)]\npublic sealed partial class Net\n{\n}\n",
            "// Layers live here.\n[Dense(3, Activation.Relu), Obsolete]\npartial class Net;\n",
            "[Dense(1)] // output\n[Loss(Loss.Huber)]\npartial class Net;\n"
        );
        await run.ApplyAsync((await run.ActionsAsync("MC0010"))[0]);

        Assert.Equal(
            "/// <summary>Mine.</summary>\n[Model, Input(2)]\n[Dense(3, Activation.Relu)]\n[Dense(1)]\n[Loss(Loss.Huber)]\npublic "
                + "sealed partial class Net\n{\n}\n",
            await run.SourceAsync()
        );
        Assert.Equal("// Layers live here.\n[Obsolete]\npartial class Net;\n", await run.SourceAsync(1));
        Assert.Equal("partial class Net;\n", await run.SourceAsync(2));
        Assert.Empty(await run.DiagnosticsAsync());
    }
}
