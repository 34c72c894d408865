using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Blocks;

/// <summary>What is said about blocks besides the table of diagnostics.</summary>
public sealed class BlockCheckTests
{
    private const string Library =
        "[Block][Dense(Block.Units, Activation.Relu)][Dense(Block.Units)][Add(Block.Input)] public sealed class Skip; "
        + "[Block][Use<Skip>(Repeat = 2)][Activation(Activation.Tanh)] public sealed class Body;";
    private const string User = "[Model][Input(6)][Use<Body>(Name = \"body\")][Dense(3)][Loss(Loss.Huber)] public partial class Net;";

    [Theory]
    [InlineData(
        "MC0017",
        "[Model][Input(2)][«Use<Hidden>(Name = \"a\")»] partial class Net { int A_Dense1; } [Block][Dense(8)] class Hidden;",
        "The layer 'a.dense1' would become the member 'A_Dense1'"
    )]
    [InlineData(
        "MC0301",
        "[Model][Input(2)][«Use<B>(Repeat = 2)»] partial class Net; [Block][Dense(3)][Dense(3, Activation.Relu)] class B;",
        "The layers 'b1.0.dense1' and 'b1.0.dense2'"
    )]
    [InlineData(
        "MC0301",
        "[Model][Input(2)][Dense(3)][«Use<B>»] partial class Net; [Block][Dense(3)][Dense(3, Activation.Relu)] class B;",
        "The layers 'dense1' and 'b1.dense1'",
        2
    )]
    [InlineData(
        "MC0303",
        "[Model][Input(2)][«Use<B>»][Dense(1)] partial class Net; [Block][Dense(3, Activation.Softmax)] class B;",
        "hidden layer 'b1.dense1'"
    )]
    [InlineData(
        "MC0304",
        "[Model][Input(2)][Dense(3, Activation.Sigmoid)][«Use<B>»] partial class Net; [Block][Activation(Activation.Relu)] class B;",
        "'b1.activation1' changes"
    )]
    [InlineData(
        "MC0201",
        "[Model][Input(2)][«Use<B>»][Loss(Loss.CategoricalCrossEntropy)] partial class Net; [Block][Dense(3)] class B;",
        "the output of 'b1.dense1' is linear"
    )]
    public async Task What_a_layer_of_a_block_needs_is_said_at_the_use_without_a_fix_for_the_use(
        string id,
        string marked,
        string message,
        int count = 1
    )
    {
        string source = MarkedSource.Clean(marked);
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Of(source);
        Assert.Equal(count, diagnostics.Count);
        Diagnostic diagnostic = diagnostics[^1];
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(diagnostics, found => found.GetMessage(CultureInfo.InvariantCulture).Contains(message, StringComparison.Ordinal));
        Assert.Equal(marked, MarkedSource.Mark(source, diagnostic.Location.SourceSpan));
        if (count > 1)
            return;
        using var run = new CodeFixRun(source);
        Assert.Empty(await run.ActionsAsync(id));
    }

    [Fact]
    public async Task A_circle_of_blocks_is_shown_in_each_of_them_and_not_where_they_are_used()
    {
        const string Source =
            "[Block][Use<B>] class A; [Block][Dense(2)][Use<C>(Repeat = 1000)] class B; [Block][Use<A>(Repeat = 1000)] class C; "
            + "[Model][Input(2)][Use<A>] partial class Net;";
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Of(Source);
        Assert.Equal(
            [
                "'A' contains itself: A uses B uses C uses A.",
                "'B' contains itself: B uses C uses A uses B.",
                "'C' contains itself: C uses A uses B uses C.",
            ],
            diagnostics.Select(found => found.GetMessage(CultureInfo.InvariantCulture).Split(" Such")[0])
        );
        Assert.Equal(
            ["Use<B>", "Use<C>(Repeat = 1000)", "Use<A>(Repeat = 1000)"],
            diagnostics.Select(found => Source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length))
        );
    }

    [Fact]
    public async Task The_mistake_of_a_block_is_shown_once_and_breaks_every_model_that_uses_it()
    {
        Compilation compilation = Compilations.Create(
            "[Block][Dense(0)] class B;",
            "[Model][Input(2)][Use<B>(Repeat = 3)] partial class One;",
            "[Model][Input(2)][Use<B>] partial class Two;"
        );
        Assert.Equal("File0.cs", Assert.Single(await AnalyzerRun.Of(compilation)).Location.SourceTree!.FilePath);
        Assert.All(GeneratorRun.Of(compilation).Sources.Values, text => Assert.Contains("BrokenModel.Error()", text));
    }

    [Theory]
    [InlineData("[Model][Input(2)][Use<Missing>][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(2)][Use<B>][Dense(1)] partial class Net; [Block][Dens(3)] class B;")]
    [InlineData("[Model][Input(2)][Use<B>][Dense(1)] partial class Net; [Block][Dense(\"three\")] class B;")]
    [InlineData("[Model][Input(2)][Use<B>][Dense(1)] partial class Net; [Block][Dense(3, Activation.Relu)] static class B;")]
    [InlineData("[Model][Input(2)][Use<int>][Dense(1)] partial class Net;")]
    public async Task What_the_C_sharp_compiler_rejects_is_left_to_it(string source)
    {
        IReadOnlyList<Diagnostic> own = await AnalyzerRun.Of(source);
        Assert.All(own, found => Assert.Equal("MC0030", found.Id));
        Assert.NotEmpty(Compilations.Create(source).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public async Task A_block_of_another_assembly_is_the_same()
    {
        CSharpCompilation library = Compilations.Create(Library).WithAssemblyName("Library");
        var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        CSharpCompilation apart = Compilations.Create(User).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.Empty(await AnalyzerRun.Of(apart));
        Assert.Equal(GeneratorRun.Of(User, Library).Sources["Net.g.cs"], GeneratorRun.Of(apart).Sources["Net.g.cs"]);
        Assert.Equal(
            GeneratorRun.Of(User, Library).Sources["Net.g.cs"],
            GeneratorRun.Of(Compilations.Create(User).AddReferences(library.ToMetadataReference())).Sources["Net.g.cs"]
        );
    }

    [Theory]
    [InlineData("[Block][Dense(0)] public class B;", "MC0103")]
    [InlineData("[Block] public class B;", "MC0031")]
    [InlineData("[Block][Input(2)][Dense(1)] public class B;", "MC0032")]
    public async Task The_mistake_of_a_block_of_another_assembly_is_shown_at_the_use(string block, string id)
    {
        const string Marked = "[Model][Input(2)][«Use<B>(Repeat = 2)»] partial class Net;";
        string source = MarkedSource.Clean(Marked);
        CSharpCompilation library = Compilations.Create(block).WithAssemblyName("Library");
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerRun.Of(Compilations.Create(source).AddReferences(library.ToMetadataReference()))
        );
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(Marked, MarkedSource.Mark(source, diagnostic.Location.SourceSpan));
    }

    [Theory]
    [InlineData("[Model][Input(6)][Use<Skip>(Repeat = 3)][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(6)][Dense(4, Activation.Relu)][Use<Body>][Dense(1)] partial class Net;")]
    [InlineData(
        "[Model][Input(6)][Use<Body>(Trainable = false)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] "
            + "partial class Net;"
    )]
    [InlineData("[Block][Use<Skip>][Add(Block.Input)] class Other;")]
    [InlineData(
        "[Model][Input(4)][Use<Part>(Name = \"Stage1\", Repeat = 2)][Use<Part>(Name = "
            + "\"Stage10\")][Dense(1)][Loss(Loss.MeanSquaredError)] partial class Net; [Block][Dense(4, Activation.Relu)] class Part;"
    )]
    [InlineData(
        "[Model][Input(8, 7, 7)][Use<Bottleneck>(Repeat = 2)][Dense(1)] partial class Net; [Block][Conv2D(Block.Channels / 4, "
            + "1, Activation.Relu)][Conv2D(Block.Channels / 4, 3, Activation.Relu, Padding = Padding.Same)][Conv2D(Block.Channels, "
            + "1)][Add(Block.Input)] class Bottleneck;"
    )]
    [InlineData(
        "[Model][Input(6)][Use<FeedForward>][Dense(1)] partial class Net; [Block][LayerNorm][Dense(4 * Block.Units, "
            + "Activation.Gelu)][Dense(Block.Units)][Add(Block.Input)] class FeedForward;"
    )]
    public async Task What_is_right_gets_nothing_and_compiles(string source)
    {
        Compilation compilation = Compilations.Create(source, Library);
        Assert.Empty(await AnalyzerRun.Of(compilation));
        Assert.DoesNotContain(GeneratorRun.Of(compilation).CompilerDiagnostics(DiagnosticSeverity.Warning), found => found.Id != "CS1591");
    }
}
