using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Networks whose sizes are around the widths of vectors, panels, tiles and blocks, or far from them.</summary>
internal static class SizeTable
{
    private static readonly int[] s_odd = [1, 3, 17, 31, 33, 47, 48, 64, 65, 100, 130, 256, 300, 1000];

    /// <summary>Every odd size as input and as width of a hidden layer, and networks of usual sizes.</summary>
    public static IReadOnlyList<Network> Networks { get; } =
    [
        .. s_odd.Select(
            (size, index) =>
                new Network(
                    $"Size_{size}",
                    size,
                    [new Dense(s_odd[(index + 5) % s_odd.Length], Activation.Tanh), new Dense(size, Activation.Softplus)],
                    Loss.HalfSquaredError
                )
        ),
        .. s_odd
            .Where(size => size > 1)
            .Select(
                (size, index) =>
                    new Network(
                        $"Classes_{size}",
                        s_odd[(index + 3) % s_odd.Length],
                        [new Dense(size, Activation.Gelu), new Dense(size, Activation.Softmax)],
                        Loss.CategoricalCrossEntropy
                    )
            ),
        new("Small_2_4_1", 2, [new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy),
        new(
            "Small_4_8_6_3",
            4,
            [new Dense(8, Activation.Sigmoid), new Dense(6, Activation.Swish), new Dense(3, Activation.Softmax)],
            Loss.CategoricalCrossEntropy
        ),
        new("Small_16_16_16", 16, [new Dense(16, Activation.Gelu), new Dense(16, Activation.Softplus)], Loss.Huber),
        new("Digits_784_30_10", 784, [new Dense(30, Activation.Sigmoid), new Dense(10, Activation.Sigmoid)], Loss.HalfSquaredError),
        new("Digits_784_128_10", 784, [new Dense(128, Activation.Mish), new Dense(10, Activation.Softmax)], Loss.CategoricalCrossEntropy),
        new(
            "Digits_784_512_256_10",
            784,
            [new Dense(512, Activation.Elu), new Dense(256, Activation.Tanh), new Dense(10, Activation.Softmax)],
            Loss.CategoricalCrossEntropy
        ),
    ];

    /// <summary>The networks, compiled.</summary>
    public static ModelAssembly Models => ModelAssembly.Of("sizes", () => Networks);

    public static Network Find(string name) => Networks.Single(network => network.Name == name);
}
