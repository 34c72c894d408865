using ModelCompiler.Importing.Operators;
using ModelCompiler.Onnx.Export;
using ModelCompiler.Onnx.Tests.Harness;

namespace ModelCompiler.Onnx.Tests;

/// <summary>
/// The tables of <c>docs/onnx.md</c> are those of the code.
/// </summary>
public sealed class OperatorPageTests
{
    private const string Page = "docs/onnx.md";

    [Fact]
    public void The_table_of_operators_is_that_of_the_importer() =>
        DocumentTable.Check(
            Page,
            "operators",
            "| Operator | Becomes | Refused |\n|---|---|---|\n"
                + string.Concat(OperatorTable.Operators.Select(known => $"| `{known.Name}` | {known.ImportedAs} | {known.Refused} |\n"))
        );

    [Fact]
    public void The_list_of_layers_is_that_of_the_export() =>
        DocumentTable.Check(
            Page,
            "layers",
            string.Join(", ", LayerExport.Kinds.Order(StringComparer.Ordinal).Select(kind => $"`[{kind}]`")) + ".\n"
        );

    [Fact]
    public void The_counts_of_the_suites_are_those_that_the_tests_demand() => DocumentTable.Check(Page, "suites", SuiteCount.Table);
}
