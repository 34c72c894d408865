using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Blocks;

/// <summary>What a use of a block becomes: the flat list of layers with their names and what they read.</summary>
public sealed class BlockExpansionTests
{
    private const string Residual =
        "[Block][Conv2D(Block.Channels, 3, Activation.Relu, Padding = Padding.Same)][Conv2D(Block.Channels, 3, Padding = "
        + "Padding.Same)][Add(Block.Input)] class ResidualBlock;";

    [Fact]
    public void Layers_are_named_after_the_use() =>
        Assert.Equal(
            [
                "residual_block1.conv2d1 <- input",
                "residual_block1.conv2d2 <- residual_block1.conv2d1",
                "residual_block1.add1 <- residual_block1.conv2d2, input",
            ],
            Layers("[Model][Input(4, 8, 8)][Use<ResidualBlock>] partial class Net;" + Residual)
        );

    [Fact]
    public void Repetitions_are_numbered_and_read_one_another() =>
        Assert.Equal(
            [
                "body.0.conv2d1 <- input",
                "body.0.conv2d2 <- body.0.conv2d1",
                "body.0.add1 <- body.0.conv2d2, input",
                "body.1.conv2d1 <- body.0.add1",
                "body.1.conv2d2 <- body.1.conv2d1",
                "body.1.add1 <- body.1.conv2d2, body.0.add1",
                "flatten1 <- body.1.add1",
            ],
            Layers("[Model][Input(4, 8, 8)][Use<ResidualBlock>(Name = \"Body\", Repeat = 2)][Flatten] partial class Net;" + Residual)
        );

    [Fact]
    public void One_repetition_has_a_number_when_it_is_asked_for() =>
        Assert.Equal(
            ["hidden1.0.dense1 <- input"],
            Layers("[Model][Input(4)][Use<Hidden>(Repeat = 1)] partial class Net; [Block][Dense(2)] class Hidden;")
        );

    [Fact]
    public void A_use_reads_what_it_says_and_its_output_is_read_by_its_name() =>
        Assert.Equal(
            [
                "a <- input",
                "left.dense1 <- a",
                "hidden2.dense1 <- input",
                "add1 <- hidden2.dense1, left.dense1",
                "add2 <- add1, left.dense1",
            ],
            Layers(
                "[Model][Input(4)][Dense(4, Name = \"a\")][Use<Hidden>(Name = \"Left\")][Use<Hidden>(From = "
                    + "\"input\")][Add(\"left\")][Add(\"Left.Dense1\")] partial class Net; [Block][Dense(4)] class Hidden;"
            )
        );

    [Fact]
    public void Names_inside_a_block_are_its_own() =>
        Assert.Equal(
            ["a <- input", "b1.a <- a", "b1.c <- b1.a", "b1.add1 <- b1.c, a", "b1.add2 <- b1.add1, b1.a", "add1 <- b1.add2, a"],
            Layers(
                "[Model][Input(4)][Dense(4, Name = \"a\")][Use<B>][Add(\"a\")] partial class Net; [Block][Dense(4, Name = "
                    + "\"a\")][Dense(4, Name = \"c\")][Add(\"input\")][Add(\"a\")] class B;"
            )
        );

    [Theory]
    [InlineData("[Use<Stage1>]", 11, "", "stage11", "stage12")]
    [InlineData("", 11, "[Use<Stage1>]", "stage11", "stage12")]
    [InlineData("[Use<GATE>]", 1, "[Use<Gate>][Use<gate>]", "gate1", "gate2", "gate3")]
    public void Automatic_names_never_meet(string first, int stages, string last, params string[] expected)
    {
        const string Blocks =
            " [Block][Dense(4)] class Stage; [Block][Dense(4)] class Stage1; [Block][Dense(4)] class Gate; [Block][Dense(4)] "
            + "class gate; [Block][Dense(4)] class GATE;";
        string[] names =
        [
            .. Spec($"[Model][Input(4)]{first}{string.Concat(Enumerable.Repeat("[Use<Stage>]", stages))}{last} partial class Net;" + Blocks)
                .Layers.Select(layer => layer.Name.Split('.')[0]),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(expected, name => Assert.Contains(name, names));
    }

    [Fact]
    public void Blocks_may_lie_in_blocks() =>
        Assert.Equal(
            [
                "outer1.0.x.dense1 <- input",
                "outer1.0.inner1.dense1 <- outer1.0.x.dense1",
                "outer1.0.add1 <- outer1.0.inner1.dense1, outer1.0.x.dense1",
                "outer1.1.x.dense1 <- outer1.0.add1",
                "outer1.1.inner1.dense1 <- outer1.1.x.dense1",
                "outer1.1.add1 <- outer1.1.inner1.dense1, outer1.1.x.dense1",
            ],
            Layers(
                    "[Model][Input(4)][Use<Outer>(Repeat = 2)] partial class Net; [Block][Use<Inner>(Name = "
                        + "\"x\")][Use<Inner>][Add(\"x\")] class Outer; [Block][Dense(4)] class Inner;"
                )
                .Select(layer => layer.Replace("inner2", "inner1", StringComparison.Ordinal))
        );

    [Fact]
    public void The_layers_of_a_model_can_be_used_as_a_block() =>
        Assert.Equal(
            ["hidden", "digits1.hidden", "digits1.output"],
            Spec(
                "[Model][Input(4)][Dense(8, Name = \"hidden\")][Use<Digits>] partial class Net; "
                    + "[Model][Input(784)][Dense(128, Activation.Relu, Name = \"hidden\")][Dense(10, Activation.Softmax, "
                    + "Name = \"output\")][Loss(Loss.CategoricalCrossEntropy)][Weights(\"w\")] partial class Digits;"
            )
                .Layers.Select(layer => layer.Name)
        );

    [Theory]
    [InlineData("Block.Channels", 6)]
    [InlineData("Block.Channels / 3", 2)]
    [InlineData("4 * Block.Channels", 24)]
    [InlineData("Block.Channels * 3 / 2", 9)]
    public void Sizes_are_relative_to_the_input_of_the_block(string size, int expected)
    {
        ModelSpec spec = Spec($"[Model][Input(6, 5, 5)][Use<B>] partial class Net; [Block][Conv2D(9, 3)][Conv2D({size}, 3)] class B;");
        Assert.Equal(9, spec.Layers[0].Integer("Channels"));
        Assert.Equal(expected, spec.Layers[1].Integer("Channels"));
    }

    [Fact]
    public void Units_count_all_values_and_groups_channels()
    {
        ModelSpec spec = Spec(
            "[Model][Input(6, 5, 5)][Use<B>] partial class Net; [Block][Conv2D(Block.Channels, 3, Groups = Block.Channels / "
                + "2)][Dense(Block.Units)] class B;"
        );
        Assert.Equal(3, spec.Layers[0].Integer("Groups"));
        Assert.Equal(150, spec.Layers[1].Integer("Units"));
    }

    [Fact]
    public void A_frozen_use_freezes_all_its_layers()
    {
        ModelSpec spec = Spec(
            "[Model][Input(4)][Use<Outer>(Trainable = false)][Dense(1)] partial class Net; [Block][Use<Inner>] class Outer; "
                + "[Block][Dense(4, Trainable = true)][Activation(Activation.Relu)] class Inner;"
        );
        Assert.False(spec.Layers[0].Boolean("Trainable", otherwise: true));
        Assert.True(spec.Layers[2].Boolean("Trainable", otherwise: true));
    }

    [Fact]
    public void Members_have_underscores_for_dots()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Model][Input(4)][Use<Hidden>(Name = \"Stage1\", Repeat = 2)] partial class Net; [Block][Dense(4, Activation.Relu)] "
                + "class Hidden;",
            "class User { LayerParameters Of(Net net) => net.Stage1_1_Dense1; }"
        );
        Assert.Empty(run.CompilerDiagnostics());
        Assert.Contains("stage1.1.dense1.weight", run.Sources["Net.g.cs"]);
    }

    [Fact]
    public void A_block_alone_generates_nothing() =>
        Assert.Empty(GeneratorRun.Of("[Block][Dense(4, Activation.Relu)] partial class Hidden;").Sources);

    private static IEnumerable<string> Layers(string source) =>
        Spec(source).Layers.Select(layer => $"{layer.Name} <- {string.Join(", ", layer.Inputs)}");

    private static ModelSpec Spec(string source)
    {
        Compilation compilation = Compilations.Create(source);
        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
        INamedTypeSymbol type = compilation.GetSymbolsWithName("Net", SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        ModelDeclaration declaration = ModelParser.Parse(type, default);
        CheckResult result = ModelChecker.Check(declaration);
        Assert.False(result.IsBroken);
        return ModelSpecBuilder.Build(declaration, result.Layers);
    }
}
