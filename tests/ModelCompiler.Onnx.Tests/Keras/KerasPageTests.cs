using ModelCompiler.Importing.Keras;
using ModelCompiler.Onnx.Tests.Harness;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>The table of <c>docs/from-keras.md</c> is that of the code.</summary>
public sealed class KerasPageTests
{
    [Fact]
    public void The_table_of_layers_is_that_of_the_importer() =>
        DocumentTable.Check(
            "docs/from-keras.md",
            "layers",
            "| Layer | Becomes | Refused |\n|---|---|---|\n"
                + string.Concat(KerasKinds.Kinds.Select(kind => $"| `{kind.Name}` | {kind.ImportedAs} | {kind.Refused} |\n"))
        );
}
