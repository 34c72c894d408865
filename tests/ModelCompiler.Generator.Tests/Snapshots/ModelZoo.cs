namespace ModelCompiler.Generator.Tests.Snapshots;

/// <summary>Declarations that between them show every form that generated code takes.</summary>
internal static class ModelZoo
{
    /// <summary>So small that a sample is predicted by straight-line code.</summary>
    public const string Xor = """
        namespace Zoo;

        [Model]
        [Input(2)]
        [Dense(4, Activation.Sigmoid, Name = "hidden")]
        [Dense(1, Activation.Sigmoid, Name = "output")]
        [Loss(Loss.BinaryCrossEntropy)]
        public sealed partial class Xor;
        """;

    /// <summary>The usual network for digits: tiles, softmax with cross-entropy.</summary>
    public const string Digits = """
        namespace Zoo;

        [Model]
        [Input(784)]
        [Dense(128, Activation.Relu)]
        [Dense(10, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class DigitClassifier;
        """;

    /// <summary>No bias, and no loss: it can only predict.</summary>
    public const string Predictor = """
        namespace Zoo;

        [Model]
        [Input(3, 8, 8)]
        [Dense(20, Activation.Tanh, Bias = false)]
        [Dense(5, Bias = false)]
        public partial class Predictor;
        """;

    /// <summary>Activations as layers of their own, one before any product, and a softmax under a loss that is not fused with it.</summary>
    public const string Activations = """
        namespace Zoo;

        [Model]
        [Input(20)]
        [Activation(Activation.Tanh)]
        [Dense(40)]
        [Activation(Activation.LeakyRelu, Alpha = 0.2f)]
        [Dense(6)]
        [Activation(Activation.Softmax)]
        [Loss(Loss.MeanSquaredError)]
        internal sealed partial class Activations;
        """;

    /// <summary>An activation whose gradient needs its input, three times, and a loss with a threshold.</summary>
    public const string Regression = """
        namespace Zoo;

        [Model]
        [Input(13)]
        [Dense(64, Activation.Gelu)]
        [Dense(64, Activation.Gelu)]
        [Dense(2, Activation.Gelu)]
        [Loss(Loss.Huber, Delta = 0.5f)]
        public sealed partial class Regression;
        """;

    /// <summary>Normalised over the batch: a gradient in phases, a loss and a prediction with running statistics.</summary>
    public const string Normalised = """
        namespace Zoo;

        [Model]
        [Input(1, 8, 8)]
        [Conv2D(16, 3, Padding = 1, Bias = false)]
        [BatchNorm(Name = "norm")]
        [Activation(Activation.Relu)]
        [Conv2D(8, 3)]
        [Dense(2)]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Normalised;
        """;

    /// <summary>Inside another type and without a namespace; nothing to derive but the input.</summary>
    public const string Nested = """
        internal static partial class Outer
        {
            private partial record struct Middle
            {
                [Model]
                [Input(3)]
                [Activation(Activation.Sigmoid)]
                [Loss(Loss.MeanAbsoluteError)]
                internal sealed partial class Gate;
            }
        }
        """;

    /// <summary>A block that is used twice, once repeated.</summary>
    public const string Residual = """
        namespace Zoo;

        [Model]
        [Input(1, 8, 8)]
        [Conv2D(4, 3, Padding = Padding.Same)]
        [Use<ResidualBlock>(Name = "Stage1", Repeat = 2)]
        [MaxPool2D(2)]
        [Conv2D(8, 1, Bias = false)]
        [Use<ResidualBlock>]
        [GlobalAvgPool]
        [Dense(3, Activation.Softmax, Name = "Output")]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class Residual;

        /// <summary>Two convolutions beside a shortcut.</summary>
        [Block]
        [Conv2D(Block.Channels, 3, Activation.Relu, Padding = Padding.Same)]
        [Conv2D(Block.Channels, 3, Padding = Padding.Same)]
        [Add(Block.Input)]
        public sealed class ResidualBlock;
        """;

    /// <summary>Convolutions both ways, with a stride and with groups.</summary>
    public const string Transposed = """
        namespace Zoo;

        [Model]
        [Input(2, 8, 8)]
        [Conv2D(8, 3, Activation.Relu, Padding = 1, Stride = 2)]
        [Conv2D(16, 3, Activation.Relu, Padding = 1, Groups = 2)]
        [ConvTranspose2D(4, 4, Activation.Tanh, Stride = 2, Padding = 1)]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Transposed;
        """;

    /// <summary>A residual connection with an activation behind it, and channels of two layers together.</summary>
    public const string Joins = """
        namespace Zoo;

        [Model]
        [Input(3, 8, 8)]
        [Conv2D(16, 3, Activation.Relu, Padding = 1, Name = "stem")]
        [Conv2D(16, 3, Activation.Relu, Padding = 1)]
        [Conv2D(16, 3, Padding = 1)]
        [Add("stem")]
        [Activation(Activation.Relu, Name = "block")]
        [Conv2D(8, 3, Activation.Relu, Padding = 1)]
        [Concat("block")]
        [GlobalAvgPool]
        [Dense(3, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class Joins;
        """;

    /// <summary>A step of a sequence learns from those before it.</summary>
    public const string Attentive = """
        namespace Zoo;

        [Model]
        [Sequence(24, 32)]
        [LayerNorm]
        [Attention(2, Causal = true, Rotary = Rotary.Halves)]
        [Add("input")]
        [Dense(3)]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Attentive;
        """;

    /// <summary>A memory of the steps of a sequence, and what is read from it at the end.</summary>
    public const string Memory = """
        namespace Zoo;

        [Model]
        [Sequence(12, 3)]
        [Lstm(16, Output = RecurrentOutput.LastStep, Name = "reader")]
        [Dense(2)]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Memory;
        """;

    /// <summary>Both directions of a sequence, and a value for each of its steps.</summary>
    public const string BothWays = """
        namespace Zoo;

        [Model]
        [Sequence(12, 3)]
        [Gru(5, Bidirectional = true)]
        [Dense(1)]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class BothWays;
        """;

    /// <summary>Two inputs, and three outputs with losses of their own: a class, a value, and one that learns from the others.</summary>
    public const string Heads = """
        namespace Zoo;

        [Model]
        [Input(4, Name = "state")]
        [Tokens(3, 10, Name = "words")]
        [Embedding(4, From = "words")]
        [Flatten]
        [Concat("state")]
        [Dense(16, Activation.Tanh, Name = "trunk")]
        [Dense(3, Activation.Softmax, Name = "policy")]
        [Dense(1, From = "trunk", Name = "value")]
        [Output("policy", Loss.SparseCategoricalCrossEntropy)]
        [Output("value", Loss.Huber, Weight = 0.5)]
        [Output("trunk")]
        public sealed partial class Heads;
        """;

    /// <summary>Twenty layers of 64 units.</summary>
    public static string Deep { get; } =
        "namespace Zoo;\n\n[Model]\n[Input(64)]\n"
        + string.Concat(Enumerable.Repeat("[Dense(64, Activation.Tanh)]\n", 20))
        + "[Loss(Loss.HalfSquaredError)]\npublic sealed partial class Deep;\n";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [nameof(Xor)] = Xor,
            [nameof(Digits)] = Digits,
            [nameof(Predictor)] = Predictor,
            [nameof(Activations)] = Activations,
            [nameof(Regression)] = Regression,
            [nameof(Normalised)] = Normalised,
            [nameof(Nested)] = Nested,
            [nameof(Residual)] = Residual,
            [nameof(Transposed)] = Transposed,
            [nameof(Joins)] = Joins,
            [nameof(Attentive)] = Attentive,
            [nameof(Memory)] = Memory,
            [nameof(BothWays)] = BothWays,
            [nameof(Heads)] = Heads,
            [nameof(Deep)] = Deep,
        };
}
