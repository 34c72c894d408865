using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Blocks;

/// <summary>
/// A network written with blocks and the same written layer by layer are one: the same parameters, and the same bits from the same seed.
/// </summary>
public sealed class BlockTests
{
    private const string Blocks = """
        /// <summary>Two layers beside a shortcut.</summary>
        [Block]
        [Dense(2 * Block.Units, Activation.Gelu)]
        [LayerNorm]
        [Dense(Block.Units)]
        [Add(Block.Input)]
        public sealed class Skip;

        /// <summary>A block of blocks.</summary>
        [Block]
        [Use<Skip>(Repeat = 2)]
        [Dense(Block.Units / 2, Activation.Tanh)]
        [Dropout(0.25f)]
        public sealed class Narrow;

        /// <summary>Two convolutions beside a shortcut.</summary>
        [Block]
        [Conv2D(Block.Channels, 3, Activation.Relu, Padding = Padding.Same)]
        [Conv2D(Block.Channels, 3, Padding = Padding.Same)]
        [Add(Block.Input)]
        public sealed class Images;
        """;

    private const string Flat = """
        /// <summary>Flat.</summary>
        [Model][Input(12)]
        [Dense(24, Activation.Gelu)][LayerNorm][Dense(12)][Add("input", Name = "a")]
        [Dense(24, Activation.Gelu)][LayerNorm][Dense(12)][Add("a")]
        [Dense(6, Activation.Tanh)][Dropout(0.25f, Name = "b")]
        [Dense(12, Activation.Gelu)][LayerNorm][Dense(6)][Add("b", Name = "c")]
        [Dense(12, Activation.Gelu)][LayerNorm][Dense(6)][Add("c")]
        [Dense(3, Activation.Tanh)][Dropout(0.25f)]
        [Dense(2, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class Flat;
        """;

    private const string Staged = """
        /// <summary>Staged.</summary>
        [Model][Input(12)]
        [Use<Narrow>(Repeat = 2)]
        [Dense(2, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class Staged;
        """;

    private const string FlatImages = """
        /// <summary>FlatImages.</summary>
        [Model][Input(2, 7, 6)]
        [Conv2D(4, 3, Name = "a")]
        [Conv2D(4, 3, Activation.Relu, Padding = Padding.Same)][Conv2D(4, 3, Padding = Padding.Same)][Add("a")]
        [Conv2D(3, 1, Name = "b")]
        [Conv2D(3, 3, Activation.Relu, Padding = Padding.Same)][Conv2D(3, 3, Padding = Padding.Same)][Add("b", Name = "c")]
        [Conv2D(3, 3, Activation.Relu, Padding = Padding.Same)][Conv2D(3, 3, Padding = Padding.Same)][Add("c")]
        [GlobalAvgPool]
        [Dense(2, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class FlatImages;
        """;

    private const string StagedImages = """
        /// <summary>StagedImages.</summary>
        [Model][Input(2, 7, 6)]
        [Conv2D(4, 3)]
        [Use<Images>]
        [Conv2D(3, 1)]
        [Use<Images>(Repeat = 2)]
        [GlobalAvgPool]
        [Dense(2, Activation.Softmax)]
        [Loss(Loss.CategoricalCrossEntropy)]
        public sealed partial class StagedImages;
        """;

    private static ModelAssembly Models => ModelAssembly.Of("blocks", () => (string[])[Blocks, Flat, Staged, FlatImages, StagedImages]);

    [Theory]
    [InlineData("Flat", "Staged")]
    [InlineData("FlatImages", "StagedImages")]
    public void Blocks_are_only_another_way_to_write_a_network(string flat, string staged)
    {
        ICompiledModel expected = Models.Create(flat, seed: 7),
            actual = Models.Create(staged, seed: 7);
        Assert.Equal(expected.Description.Parameters.Select(Shape), actual.Description.Parameters.Select(Shape));
        Assert.Equal(Bits.Of(expected.Parameters), Bits.Of(actual.Parameters));

        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 9 * expected.Description.InputSize).Select(_ => (float)(random.NextDouble() - 0.5))];
        int[] classes = [.. Enumerable.Range(0, 9).Select(_ => random.Next(2))];
        Assert.Equal(Bits.Of(expected.Predict(inputs)), Bits.Of(actual.Predict(inputs)));
        Assert.Equal(
            Bits.Of(expected.Gradient(inputs, new Targets([], classes))),
            Bits.Of(actual.Gradient(inputs, new Targets([], classes)))
        );

        static string Shape(ParameterDescriptor parameter) =>
            $"{parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..]} [{string.Join(", ", parameter.Shape.ToArray())}]";
    }

    [Fact]
    public void Parameters_are_named_after_the_uses() =>
        Assert.Equal(
            [
                "conv2d1.weight",
                "conv2d1.bias",
                "images1.conv2d1.weight",
                "images1.conv2d1.bias",
                "images1.conv2d2.weight",
                "images1.conv2d2.bias",
                "conv2d2.weight",
                "conv2d2.bias",
                "images2.0.conv2d1.weight",
                "images2.0.conv2d1.bias",
                "images2.0.conv2d2.weight",
                "images2.0.conv2d2.bias",
                "images2.1.conv2d1.weight",
                "images2.1.conv2d1.bias",
                "images2.1.conv2d2.weight",
                "images2.1.conv2d2.bias",
                "dense1.weight",
                "dense1.bias",
            ],
            Models.Create("StagedImages").Description.Parameters.Select(parameter => parameter.Name)
        );
}
