using ModelCompiler.Importing.Operators;
using ModelCompiler.Onnx.Export;
using ModelCompiler.Onnx.Tests.Harness;

namespace ModelCompiler.Onnx.Tests;

/// <summary>
/// The tables of <c>docs/onnx.md</c> are those of the code. With the environment variable <c>MODELCOMPILER_UPDATE</c> the test writes
/// them.
/// </summary>
public sealed class OperatorPageTests
{
    private const string Page = "docs/onnx.md";

    [Fact]
    public void The_table_of_operators_is_that_of_the_importer() =>
        Check(
            "operators",
            "| Operator | Becomes | Refused |\n|---|---|---|\n"
                + string.Concat(OperatorTable.Operators.Select(known => $"| `{known.Name}` | {known.ImportedAs} | {known.Refused} |\n"))
        );

    [Fact]
    public void The_list_of_layers_is_that_of_the_export() =>
        Check("layers", string.Join(", ", LayerExport.Kinds.Order(StringComparer.Ordinal).Select(kind => $"`[{kind}]`")) + ".\n");

    [Fact]
    public void The_counts_of_the_suites_are_those_that_the_tests_demand() => Check("suites", SuiteCount.Table);

    private static void Check(string name, string expected)
    {
        string path = Path.Combine(Root(), Page),
            text = File.ReadAllText(path).ReplaceLineEndings("\n"),
            begin = $"<!-- {name} -->\n",
            end = $"<!-- /{name} -->";
        int start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length,
            stop = text.IndexOf(end, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MODELCOMPILER_UPDATE") is not null)
        {
            text = text[..start] + expected + text[stop..];
            stop = start + expected.Length;
            File.WriteAllText(path, text);
        }

        Assert.Equal(expected, text[start..stop]);
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ModelCompiler.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
