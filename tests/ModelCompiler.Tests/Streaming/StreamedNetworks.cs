using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Streaming;

/// <summary>Models that are computed step by step: every kind of layer that allows it, and their meeting.</summary>
internal static class StreamedNetworks
{
    /// <summary>The attributes of each model, by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["RnnOfOne"] = "[Sequence(7, 1)][Rnn(1)]",
            ["Rnn5"] = "[Sequence(9, 2)][Rnn(5, Activation.Relu)][Dense(1)]",
            ["Gru3"] = "[Sequence(9, 4)][Gru(3)][Dense(2, Activation.Tanh)]",
            ["Gru16"] = "[Sequence(9, 1)][Gru(16, Bias = false)][Dense(1)]",
            ["Gru33"] = "[Sequence(5, 17)][Gru(33, Layers = 2)][Dense(3)]",
            ["ResetBefore"] = "[Sequence(9, 3)][Gru(9, ResetBefore = true, Layers = 2)][Dense(1)]",
            ["DroppedState"] = "[Sequence(9, 3)][Lstm(6, RecurrentDropout = 0.3)][Gru(4, RecurrentDropout = 0.3)]",
            ["Lstm2"] = "[Sequence(9, 3)][Lstm(2)]",
            ["Lstm8"] = "[Sequence(9, 1)][Lstm(8)][Dense(1)]",
            ["Lstm20"] = "[Sequence(6, 5)][Lstm(20, Layers = 3)][Dense(4)]",
            ["Lstm64"] = "[Sequence(6, 16)][Lstm(64)][Dense(1)]",
            ["Last"] = "[Sequence(8, 3)][Gru(6)][Lstm(10, Output = RecurrentOutput.LastStep)][Dense(5, Activation.Relu)][Dense(2)]",
            ["Causal"] = "[Sequence(12, 3)][Conv1D(7, 3, Activation.Tanh, Dilation = 2, PaddingBefore = 4)]",
            ["CausalOfOne"] = "[Sequence(12, 1)][Conv1D(6, 5, Activation.Relu, PaddingBefore = 4)][Dense(1)]",
            ["Dilated"] =
                "[Sequence(20, 2)][Dense(16)][Conv1D(16, 3, Activation.Relu, PaddingBefore = 2)]"
                + "[Conv1D(16, 3, Activation.Relu, Dilation = 2, PaddingBefore = 4)]"
                + "[Conv1D(16, 3, Activation.Relu, Dilation = 4, PaddingBefore = 8)][Dense(1)]",
            ["TwoReaders"] =
                """[Sequence(11, 4)][Dense(8, Activation.Tanh, Name = "trunk")][Conv1D(8, 2, PaddingBefore = 1, Name = "near")]"""
                + """[Conv1D(8, 2, Dilation = 5, PaddingBefore = 5, From = "trunk", Name = "far")]"""
                + """[Add("near", "far", "trunk")][Gru(4)]""",
            ["PerStep"] =
                "[Sequence(5, 6)][LayerNorm][Dense(9, Activation.Gelu)][RmsNorm][PRelu][Activation(Activation.Softmax)][Dropout(0.2)]"
                + "[Dense(3)]",
            ["Joined"] = """[Sequence(7, 3)][Lstm(5, Name = "a")][Gru(4, From = "input", Name = "b")][Concat("a", "b")][LogSoftmax]""",
            ["Text"] = "[Tokens(7, 11)][Embedding(6)][Lstm(9)][Dense(11, Activation.Softmax)]",
            ["Tied"] = """[Tokens(5, 13)][Embedding(8, Name = "table")][Gru(8)][Dense(13, Activation.Softmax, TiedTo = "table")]""",
            ["Causally"] = "[Sequence(9, 8)][Attention(2, Causal = true)]",
            ["Grouped"] = "[Sequence(21, 12)][Attention(6, Causal = true, KeyValueHeads = 2, Rotary = Rotary.Halves)][Dense(2)]",
            ["Windowed"] = "[Sequence(40, 6)][Attention(3, Causal = true, Window = 5, Rotary = Rotary.Interleaved, Bias = false)][Rnn(3)]",
            ["Crossed"] =
                """[Sequence(10, 8)][Gru(8, Name = "memory")][Dense(8, From = "input")][Attention(2, Causal = true, Keys = "memory")]""",
            ["Placed"] = "[Sequence(7, 5)][LearnedPositions][SinusoidalPositions][Dense(3)]",
            ["Transformer"] =
                """[Tokens(33, 17)][Embedding(32)][LearnedPositions(Name = "x0")][LayerNorm][Attention(4, Causal = true, Dropout = 0.1, Name = "a")]"""
                + """[Add("x0", "a", Name = "x1")][LayerNorm][Dense(64, Activation.Gelu)][Dense(32, Name = "f")][Add("x1", "f")][LayerNorm]"""
                + "[Dense(17, Activation.Softmax)]",
            ["SlicedLast"] = "[Sequence(6, 3)][Gru(4)][Slice(0, 5)][Dense(2)]",
            ["SplitLast"] = "[Sequence(6, 3)][Gru(4)][Split(6, 5)][Dense(2)]",
            ["Mixed"] =
                "[Sequence(12, 3)][Conv1D(7, 3, Activation.Tanh, Dilation = 2, PaddingBefore = 4)][LayerNorm][Gru(9)]"
                + "[Dense(4, Activation.Gelu)][Conv1D(5, 2, PaddingBefore = 1)]",
        };

    /// <summary>Models whose layers need more than a step and those before it.</summary>
    public static IReadOnlyDictionary<string, string> NotStreamable { get; } =
        new Dictionary<string, string>
        {
            ["Bidirectional"] = "[Sequence(7, 2)][Gru(3, Bidirectional = true)]",
            ["Centred"] = "[Sequence(7, 2)][Conv1D(3, 3, PaddingBefore = 1, PaddingAfter = 1)]",
            ["Flat"] = "[Sequence(7, 2)][Flatten][Dense(3)]",
            ["Mean"] = "[Sequence(7, 2)][Dense(3)][MeanOver(0)]",
            ["Everywhere"] = "[Sequence(7, 4)][Attention(2)]",
            ["Around"] = "[Sequence(7, 4)][Attention(2, Window = 3)]",
            ["Scaled"] = "[Sequence(7, 2)][Scale]",
            ["SlicedFirst"] = "[Sequence(7, 2)][Slice(0, 0, 1)]",
            ["Summed"] = "[Sequence(7, 2)][Dense(3)][CumulativeSum(0)]",
        };

    /// <summary>All of them, compiled.</summary>
    public static ModelAssembly Models =>
        ModelAssembly.Of(
            "streamed",
            () =>
                All.Concat(NotStreamable)
                    .Select(row => $"/// <summary>{row.Key}.</summary>\n[Model]{row.Value}\npublic sealed partial class {row.Key};\n")
        );
}
