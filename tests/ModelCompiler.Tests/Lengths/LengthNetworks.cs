using System.Globalization;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Lengths;

/// <summary>
/// Networks on sequences whose samples have lengths, and the same networks on sequences that are as long as one of those: what steps behind
/// the end say must not matter.
/// </summary>
internal static class LengthNetworks
{
    /// <summary>The declared steps, and the lengths that samples have.</summary>
    public const int Steps = 6;

    public static readonly int[] Lengths = [1, 3, 5, 6];

    private const string Squared = "[Loss(Loss.MeanSquaredError)]",
        Last = "Output = RecurrentOutput.LastStep";

    /// <summary>The layers of each network, and its input: <c>{0}</c> stands for the steps.</summary>
    public static IReadOnlyDictionary<string, (string Input, string Layers)> All { get; } =
        new Dictionary<string, (string, string)>
        {
            ["RnnToAVector"] = ("Sequence({0}, 3)", $"[Rnn(5, {Last})][Dense(2)]{Squared}"),
            ["LstmOfAllSteps"] = ("Sequence({0}, 3)", "[Lstm(4)][Dense(2, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)]"),
            ["LstmBothWays"] = ("Sequence({0}, 3)", $"[Lstm(9, Bidirectional = true, Layers = 2)][Dense(2)]{Squared}"),
            ["GruBothWaysToAVector"] = ("Sequence({0}, 2)", $"[Gru(3, Bidirectional = true, Layers = 3, {Last})]{Squared}"),
            ["RnnBothWaysToAVector"] = ("Sequence({0}, 4)", $"[Rnn(17, Bidirectional = true, {Last})][Dense(1)]{Squared}"),
            ["Mean"] = ("Sequence({0}, 5)", $"[Dense(7, Activation.Tanh)][MeanOver(0)][Dense(2)]{Squared}"),
            ["Sum"] = ("Sequence({0}, 5)", $"[Dense(3, Activation.Tanh)][SumOver(0)]{Squared}"),
            ["Largest"] = ("Sequence({0}, 5)", $"[Dense(6)][MaxOver(0)][Dense(2)]{Squared}"),
            ["Pooled"] = (
                "Sequence({0}, 4)",
                $"""[Dense(6)][GlobalAvgPool(Name = "mean")][Dense(6, From = "input")][GlobalMaxPool][Add("mean")]{Squared}"""
            ),
            ["Attention"] = ("Sequence({0}, 8)", $"[Attention(2)][MeanOver(0)]{Squared}"),
            ["AttentionOfAllSteps"] = ("Sequence({0}, 6)", $"[Attention(3, KeyValueHeads = 1, Rotary = Rotary.Halves)][Dense(2)]{Squared}"),
            ["AttentionAround"] = ("Sequence({0}, 8)", $"[Attention(2, Window = 2)][LayerNorm][Attention(4, Causal = true)]{Squared}"),
            ["AttentionAcross"] = (
                "Sequence({0}, 4)",
                $"""[Gru(4, Bidirectional = true, Name = "memory")][Dense(8, From = "input")][Attention(2, Keys = "memory")]{Squared}"""
            ),
            ["Text"] = ("Tokens({0}, 7)", $"[Embedding(8)][Attention(2)][Gru(5, Bidirectional = true, {Last})][Dense(2)]{Squared}"),
            ["Deviations"] = ("Sequence({0}, 3)", "[Dense(5)][CumulativeSum(0)][Loss(Loss.MeanAbsoluteError)]"),
        };

    /// <summary>Each network with lengths, and for each of the lengths the network of so many steps.</summary>
    public static ModelAssembly Models =>
        ModelAssembly.Of(
            "lengths",
            () => All.SelectMany(row => Lengths.Select(length => Declaration(row.Key, length)).Prepend(Declaration(row.Key, null)))
        );

    /// <summary>The name of a network of so many steps, or of the one with lengths.</summary>
    public static string NameOf(string name, int? steps) =>
        steps is { } count ? string.Create(CultureInfo.InvariantCulture, $"{name}_{count}") : name;

    private static string Declaration(string name, int? steps)
    {
        (string input, string layers) = All[name];
        string shape = string.Format(CultureInfo.InvariantCulture, input, steps ?? Steps);
        if (steps is null)
            shape = shape.Replace(")", ", HasLengths = true)", StringComparison.Ordinal);
        return $"/// <summary>{name}.</summary>\n[Model][{shape}]{layers}\npublic sealed partial class {NameOf(name, steps)};\n";
    }
}
