namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Mistakes with several inputs and outputs.</summary>
internal static class OutputCases
{
    private const string Trunk = "[Model][Input(4)][Dense(8, Activation.Tanh, Name = \"trunk\")][Dense(2, Name = \"policy\")]";
    private const string Value = "[Dense(1, From = \"trunk\", Name = \"value\")]";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0036",
            "[Model][Input(12)][«Sequence(4, 3)»][Concat(\"input\")][Dense(2)] partial class Net;",
            "The model 'Net' has several inputs, but [Sequence] has no name. Name each, as Name = \"state\""
        ),
        new(
            "MC0036",
            "[Model][Input(4, Name = \"state\")][«Input(2)»][Dense(2)] partial class Net;",
            "has several inputs, but [Input] has no name"
        ),
        new(
            "MC0016",
            "[Model][Input(4, Name = \"state\")][Input(2, «Name = \"State\"»)][Concat(\"state\", \"state\")][Dense(2)] partial class Net;",
            "'State'",
            "[Model][Input(4, Name = \"state\")][Input(2, Name = \"State2\")][Concat(\"state\", \"state\")][Dense(2)] partial class Net;"
        ),
        new(
            "MC0180",
            Trunk + Value + "[Output(\"policy\", Loss.MeanSquaredError)][Output(«\"valeu\"», Loss.MeanSquaredError)] partial class Net;",
            "There is no layer 'valeu' that could be an output. The layers are 'trunk', 'policy', 'value'."
        ),
        new(
            "MC0180",
            "[Model][Input(4, Name = \"state\")][Dense(2, Name = \"policy\")][Output(\"policy\")][Output(«\"state\"»)] partial class Net;",
            "There is no layer 'state' that could be an output"
        ),
        new(
            "MC0181",
            Trunk + "[Output(\"policy\", Loss.MeanSquaredError)][Output(«\"Policy\"», Loss.Huber)] partial class Net;",
            "The layer 'policy' is an output already"
        ),
        new(
            "MC0182",
            Trunk + "[Output(\"policy\")][«Loss(Loss.MeanSquaredError)»] partial class Net;",
            "declares its outputs by [Output], so that [Loss] belongs to none of them"
        ),
        new(
            "MC0183",
            Trunk + Value + "[Output(\"policy\", Loss.MeanSquaredError)][«Output(\"value\")»] partial class Net;",
            "The output 'value' has no loss, so that nothing trains the parameters of 'value'"
        ),
        new(
            "MC0184",
            "[Model][Sequence(4, 3, Name = \"words\", «HasLengths = true»)][Input(2, Name = \"more\")][Gru(2, Output = "
                + "RecurrentOutput.LastStep, From = \"words\")][Concat(\"more\")][Dense(2)] partial class Net;",
            "The model 'Net' has several inputs"
        ),
        new("MC0014", Trunk + "[Output(\"policy\", Loss.MeanSquaredError, «Weight = double.NaN»)] partial class Net;", "Weight"),
        new("MC0014", Trunk + "[Output(\"policy\", Loss.Huber, «Weight = -1»)] partial class Net;", "a finite number of at least 0"),
        new(
            "MC0306",
            Trunk + "[Output(\"policy\", «Weight = 2»)] partial class Net;",
            "the output has no loss",
            Trunk + "[Output(\"policy\")] partial class Net;"
        ),
        new(
            "MC0306",
            Trunk + "[Output(\"policy\", Loss.MeanSquaredError, «Delta = 2»)] partial class Net;",
            "MeanSquaredError has no parameter",
            Trunk + "[Output(\"policy\", Loss.MeanSquaredError)] partial class Net;"
        ),
        new(
            "MC0202",
            "[Model][Input(4)][Dense(8, Activation.Tanh, Name = \"trunk\")][Dense(2, Activation.Softmax, Name = \"policy\")]"
                + "[Dense(1, «Activation.Tanh», From = \"trunk\", Name = \"value\")][Output(\"policy\", Loss.CategoricalCrossEntropy)]"
                + "[Output(\"value\", Loss.BinaryCrossEntropy)] partial class Net;",
            "the output of 'value' is Tanh",
            "[Model][Input(4)][Dense(8, Activation.Tanh, Name = \"trunk\")][Dense(2, Activation.Softmax, Name = \"policy\")]"
                + "[Dense(1, Activation.Sigmoid, From = \"trunk\", Name = \"value\")][Output(\"policy\", Loss.CategoricalCrossEntropy)]"
                + "[Output(\"value\", Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0020",
            "[Model][Input(4, Name = \"state\")][Input(2, Name = \"goal\")][Add(\"state\", «\"input\"»)][Dense(2)] partial class Net;",
            "'state', 'goal'"
        ),
        new(
            "MC0015",
            "[Model][Input(4, «Name = \"a-b\"»)][Input(4, Name = \"b\")][Add(\"a-b\", \"b\")][Dense(2)] partial class Net;",
            "a-b"
        ),
        new("MC0015", "[Model][Input(4, «Name = \"a-b\"»)][Dense(2)] partial class Net;", "a-b"),
        new(
            "MC0032",
            "[Model][Input(4)][Dense(2, Name = \"o\")][Dense(2, Name = \"p\")][Output(\"o\")][Output(\"p\")] partial class Two; "
                + "[Model][Input(4)][«Use<Two>»][Dense(2)] partial class Net;",
            "Two"
        ),
        new("MC0022", "[Model][Input(4, Name = \"state\")][«Input(2, Name = \"goal\")»][Dense(2)] partial class Net;", "'goal'"),
    ];
}
