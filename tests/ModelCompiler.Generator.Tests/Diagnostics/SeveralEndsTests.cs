using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>A model with several inputs or outputs is no block, which the use says.</summary>
public sealed class SeveralEndsTests
{
    [Theory]
    [InlineData("[Input(4)][Dense(2, Name = \"o\")][Dense(2, Name = \"p\")][Output(\"o\")][Output(\"p\")]")]
    [InlineData("[Input(4, Name = \"a\")][Input(2, Name = \"b\")][Concat(\"a\", \"b\")][Dense(2)]")]
    public async Task The_use_is_marked(string attributes)
    {
        string source = $"[Model]{attributes} partial class Two; [Model][Input(4)][Use<Two>][Dense(2)] partial class Net;";
        Diagnostic found = Assert.Single(await AnalyzerRun.Of(source));
        Assert.Equal("MC0032", found.Id);
        Assert.Equal("Use<Two>", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
    }
}
