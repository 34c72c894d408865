using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Axes;

/// <summary>
/// What a causal attention gives for a step has the bits of a sequence that ends there: those of keys that come later change nothing, as a
/// cache of keys needs it.
/// </summary>
public sealed class AttentionPrefixTests
{
    private const int Features = 12,
        Long = 53;

    private static readonly int[] s_short = [1, 2, 5, 16, 17, 31, 40];

    private static readonly string[] s_layers =
    [
        "[Attention(3, Causal = true)]",
        "[Attention(1, Causal = true)]",
        "[Attention(2, Causal = true, Rotary = Rotary.Halves)]",
        "[Attention(2, Causal = true, Rotary = Rotary.Interleaved, Window = 5)]",
        "[Attention(4, Causal = true, KeyValueHeads = 2, Window = 19)]",
    ];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "attention prefixes",
            () => s_layers.SelectMany((_, layer) => s_short.Append(Long).Select(steps => Declaration(layer, steps)))
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Steps_do_not_depend_on_later_ones(int layer)
    {
        ICompiledModel whole = Models.Create(Name(layer, Long));
        var random = new Random(layer);
        float[] inputs = [.. Enumerable.Range(0, Long * Features).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] outputs = whole.Predict(inputs);
        foreach (int steps in s_short)
        {
            ICompiledModel part = Models.Create(Name(layer, steps));
            whole.Parameters.CopyTo(part.Parameters);
            Assert.Equal(Bits.Of(outputs.AsSpan(0, steps * Features)), Bits.Of(part.Predict(inputs[..(steps * Features)])));
        }
    }

    private static string Name(int layer, int steps) => $"Prefix{layer}_{steps}";

    private static string Declaration(int layer, int steps) =>
        $"/// <summary>A prefix.</summary>\n[Model][Sequence({steps}, {Features})]{s_layers[layer]}\npublic sealed partial class "
        + $"{Name(layer, steps)};\n";
}
