namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about names, members and types.</summary>
internal static class NameCases
{
    private const string Small = DiagnosticCases.Small;

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0015", "[Model][Input(2)][Dense(1, «Name = \"out put\"»)] partial class Net;", "'out put'"),
        new(
            "MC0016",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, «Name = \"hidden\"»)] partial class Net;",
            "would become the member 'Hidden'",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, Name = \"hidden2\")] partial class Net;"
        ),
        new(
            "MC0016",
            "[Model][Input(2)][Dense(3, Activation.Relu, «Name = \"dense2\"»)][Dense(1)] partial class Net;",
            "Dense2",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"dense3\")][Dense(1)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"predict\"»)] partial class Net;",
            "every model has a member of that name",
            "[Model][Input(2)][Dense(1, Name = \"predict2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"net\"»)] partial class Net;",
            "the class has that name",
            "[Model][Input(2)][Dense(1, Name = \"net2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][«Dense(1)»] partial class Net { int Dense1; }",
            "the class declares a member",
            "[Model][Input(2)][Dense(1, Name = \"dense2\")] partial class Net { int Dense1; }"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"Activation\"»)] partial class Net;",
            "could then no longer name Activation",
            "[Model][Input(2)][Dense(1, Name = \"Activation2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"Initialization\"»)][Initialize(Initialization.Keras)] partial class Net;",
            "could then no longer name Initialization",
            "[Model][Input(2)][Dense(1, Name = \"Initialization2\")][Initialize(Initialization.Keras)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(2, «Name = \"Input\"»)][Dense(1)] partial class Net;",
            "layers read the input by that name",
            "[Model][Input(2)][Dense(2, Name = \"Input2\")][Dense(1)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"to_string\"»)] partial class Net;",
            "every object",
            "[Model][Input(2)][Dense(1, Name = \"to_string2\")] partial class Net;"
        ),
        new("MC0018", Small + "partial class Net { public int «Parameters»; }", "'Parameters'"),
        new("MC0018", Small + "partial class Net { float[] «_parameters» = []; }", "'_parameters'"),
        new(
            "MC0018",
            Small + "partial class Net { public float[] «Predict»(ReadOnlySpan<float> x) => []; }",
            "'Predict(ReadOnlySpan<float>)'"
        ),
        new("MC0018", Small + "partial class Net { public «Net»(ulong seed) => Console.WriteLine(seed); }", "'Net(ulong)'"),
        new(
            "MC0018",
            Small + "[Weights(\"small.safetensors\")] partial class Net { public static void «CreateTrained»() { } }",
            "'CreateTrained()'"
        ),
        new("MC0019", Small + "partial class «Predict»;", "Give the class another name"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"a\")][Add(«\"b\"»)] partial class Net;",
            "'add1' reads 'b', but there is no such layer. Name one of those above it: 'input', 'a'"
        ),
        new("MC0020", "[Model][Input(2)][Dense(3, «From = \"\"»)] partial class Net;", "reads ''"),
        new("MC0020", "[Model][Input(2)][Dense(2)][Concat(«null!»)] partial class Net;", "reads ''"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Name = \"a\")][Add(\"a\", «null»)] partial class Net;",
            "'add1' reads '', but there is no such layer. Name one of those above it: 'input', 'a'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Name = \"a\")][Multiply(\"a\", \"input\", «null»)] partial class Net;",
            "'multiply1' reads ''"
        ),
        new("MC0020", "[Model][Input(2)][Dense(2, Name = \"a\")][Concat(\"a\", «others: null»)] partial class Net;", "'concat1' reads ''"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(\"a\", «\"b\"», \"input\")] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(«\"b\"», From = \"input\")] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(\"a\", «From = \"b\"»)] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3, Activation.Relu, «From = \"B\"»)][Dense(3, Name = \"b\")] partial class Net;",
            "'dense1' reads 'b', which does not stand above it. Layers run from top to bottom: move 'b' up, or read another layer"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3)][Multiply(«\"multiply1\"»)] partial class Net;",
            "a layer cannot read itself; name another layer"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"a\", «From = \"c\"»)][Dense(3, Activation.Relu, Name = \"b\", "
                + "From = \"a\")][Add(\"b\", Name = \"c\")] partial class Net;",
            "since 'c' itself needs 'a', read another layer"
        ),
        new(
            "MC0022",
            "[Model][Input(2)][«Dense(3, Activation.Relu)»][Dense(3, From = \"input\")] partial class Net;",
            "the output of 'dense1'"
        ),
        .. BlockCases.Rows,
        new(
            "MC0035",
            "[Model][«Block»][Input(2)][Dense(1)] partial class Net;",
            "'Net' is marked [Model] and [Block]. Remove [Block]: a model can be used as a block as it is"
        ),
        new(
            "MC0035",
            "[«Block»]\n[Model]\n[Dense(2 * Block.Units)]\npartial class Net;\n[Model][Input(2)][Use<Net>] partial class Other;",
            "Or remove [Model], for layers that only other models use"
        ),
    ];
}
