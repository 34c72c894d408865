namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about blocks.</summary>
internal static class BlockCases
{
    private const string Hidden = " [Block][Dense(8, Activation.Relu)] class Hidden;";

    private static string Deep { get; } =
        string.Concat(Enumerable.Range(0, 16).Select(depth => $" [Block][Use<B{depth + 1}>] class B{depth};"))
        + " [Block][Dense(2, Activation.Relu)] class B16;";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0010",
            "[Block][Dense(8, Activation.Relu)] partial class B; [«Dense(4)»] partial class B;",
            "Move [Dense] to the declaration that carries [Block]",
            "[Block][Dense(8, Activation.Relu)]\n[Dense(4)]\npartial class B; partial class B;"
        ),
        new("MC0011", "[«Dense(8)»] class Hidden;", "or [Block] for layers", "[Model]\n[Dense(8)] class Hidden;"),
        new("MC0014", "[Model][Input(2)][Use<Hidden>(«Repeat = 0»)] partial class Net;" + Hidden, "Repeat is 0, but must be at least 1"),
        new(
            "MC0014",
            "[Model][Input(2)][Use<Outer>] partial class Net; [Block][Use<Hidden>(«Repeat = -1»)] class Outer;" + Hidden,
            "Repeat is -1"
        ),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][Use<B>(Repeat = 2)][Use<B>] partial class Net; [Block][Conv2D(4, 3, «Stride = 0»)] class B;",
            "Stride is 0"
        ),
        new("MC0015", "[Model][Input(2)][Use<Hidden>(«Name = \"1st\"»)] partial class Net;" + Hidden, "'1st'"),
        new(
            "MC0016",
            "[Model][Input(2)][Use<Hidden>(Name = \"a\")][Use<Hidden>(«Name = \"A\"»)] partial class Net;" + Hidden,
            "The name 'A' belongs to two layers",
            "[Model][Input(2)][Use<Hidden>(Name = \"a\")][Use<Hidden>(Name = \"A2\")] partial class Net;" + Hidden
        ),
        new(
            "MC0016",
            "[Block][Dense(2, Activation.Relu, Name = \"x\")][Dense(2, «Name = \"x\"»)] class B; [Model][Input(2)][Use<B>] "
                + "partial class Net;",
            "The name 'x'",
            "[Block][Dense(2, Activation.Relu, Name = \"x\")][Dense(2, Name = \"x2\")] class B; [Model][Input(2)][Use<B>] partial "
                + "class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Use<B>(Repeat = 2)] partial class Net; [Block][Dense(4, Activation.Relu, «Name = "
                + "\"input\"»)][Dense(2)][Add(Block.Input)] class B;",
            "layers read the input by that name",
            "[Model][Input(2)][Use<B>(Repeat = 2)] partial class Net; [Block][Dense(4, Activation.Relu, Name = "
                + "\"input2\")][Dense(2)][Add(Block.Input)] class B;"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Use<B>] partial class Net; [Block][Dense(2, Name = \"a\")][Add(«\"b\"»)] class B;",
            "'add1' reads 'b', but there is no such layer. Name one of those above it: 'input', 'a'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(8, Activation.Relu, Name = \"outside\")][Use<B>] partial class Net; [Block][Dense(2, Name = "
                + "\"a\")][Add(«\"outside\"»)] class B;",
            "reads 'outside'"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(8, «From = \"late\"»)][Use<Hidden>(Name = \"late\", From = \"input\")][Add(\"dense1\")] "
                + "partial class Net;"
                + Hidden,
            "reads 'late', which does not stand above it"
        ),
        new(
            "MC0022",
            "[Model][Input(2)][«Use<Hidden>(Name = \"lost\", Repeat = 2)»][Dense(3, From = \"input\")] partial class Net;" + Hidden,
            "the output of 'lost'"
        ),
        new(
            "MC0022",
            "[Model][Input(2)][Use<B>] partial class Net; [Block][«Dense(3, Activation.Relu)»][Dense(3, From = Block.Input)] class B;",
            "the output of 'dense1'"
        ),
        new(
            "MC0024",
            "[Model][Input(2)][Dense(2, Activation.Relu)][«Use<Hidden>(Key = \"\")»] partial class Net;" + Hidden,
            "In files 'dense1' would be the layer 'dense1' and the layer 'hidden1.dense1'"
        ),
        new(
            "MC0024",
            "[Model][Input(2)][Use<B>] partial class Net; [Block][Dense(2, Activation.Relu, Key = \"0\")][Dense(2, «Key = "
                + "\"0\"»)] class B;",
            "In files '0'"
        ),
        new(
            "MC0030",
            "[Model][Input(2)][«Use<string>»][Dense(1)] partial class Net;",
            "'String' is used as a block, but is not marked as one"
        ),
        new(
            "MC0030",
            "[Model][Input(2)][Use<B>] partial class Net; [Block][«Use<object>»][Dense(1)] class B;",
            "'Object' is used as a block"
        ),
        new("MC0031", "[«Block»] class B; [Model][Input(2)][Use<B>][Dense(1)] partial class Net;", "The block 'B' has no layer"),
        new("MC0032", "[Block][«Input(2)»][Dense(1)] class B; [Model][Input(2)][Use<B>] partial class Net;", "The block 'B' has [Input]"),
        new("MC0032", "[Block][Dense(1)][«Loss(Loss.Huber)»] class B;", "has [Loss]"),
        new("MC0032", "[Block][Dense(1)][«Weights(\"b.safetensors\")»] class B;", "has [Weights]"),
        new(
            "MC0033",
            "[Block][Dense(2, Activation.Relu)][«Use<B>(Repeat = 1000000)»] class B; [Model][Input(2)][Use<B>] partial class Net;",
            "'B' contains itself: B uses B."
        ),
        new("MC0033", "[Model][Input(2)][Dense(2, Activation.Relu)][«Use<Net>»] partial class Net;", "Net uses Net"),
        new(
            "MC0034",
            "[Model][Input(2)][Use<Hidden>(Repeat = 1500)][«Use<Hidden>(Repeat = 501)»] partial class Net;" + Hidden,
            "with it the network has 2,001 layers, more than the 2,000 that are allowed"
        ),
        new(
            "MC0034",
            "[Model][Input(2)][Use<B>] partial class Net; [Block][«Use<Hidden>(Repeat = int.MaxValue)»] class B;" + Hidden,
            "2,147,483,647 layers"
        ),
        new(
            "MC0034",
            "[Model][Input(2)][«Use<B0>»] partial class Net;" + Deep,
            "its blocks lie 17 deep in one another, more than the 16 that are allowed"
        ),
        new(
            "MC0111",
            "[Model][Input(784)][«Use<B>(Name = \"Body\", Repeat = 3)»] partial class Net; [Block][Conv2D(4, 3, Activation.Relu)] class B;",
            "The layer 'body.0.conv2d1' needs an image of [channels, height, width], but its input has the shape [784]"
        ),
        new(
            "MC0120",
            "[Model][Input(1, 8, 8)][Conv2D(4, 3, Activation.Relu)][«Use<B>(Name = \"stage\", Repeat = 2)»] partial class Net; "
                + "[Block][Conv2D(Block.Channels, 3)][Add(Block.Input)] class B;",
            "'stage.0.add1' adds 'stage.0.conv2d1' of shape [4, 4, 4] and 'conv2d1' of shape [4, 6, 6]"
        ),
        new(
            "MC0130",
            "[Model][Input(2)][Dense(«Block.Units»)] partial class Net;",
            "Units of the layer 'dense1' is given as 1 times the values of the block's input, but the layer is not in a block"
        ),
        new(
            "MC0130",
            "[Model][Input(6, 8, 8)][«Use<B>»] partial class Net; [Block][Conv2D(3 * Block.Channels / 4, 3)] class B;",
            "'b1.conv2d1' is given as 3/4 times the channels of the block's input, but the input of shape [6, 8, 8] gives 4.5"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Use<B>(Repeat = 2)] partial class Net; [Block][Dense(3, Activation.Relu, «Alpha = 0.1f»)] class B;",
            "Relu has no parameter",
            "[Model][Input(2)][Use<B>(Repeat = 2)] partial class Net; [Block][Dense(3, Activation.Relu)] class B;"
        ),
    ];
}
