using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Axes.AxisMath;
using static ModelCompiler.Tests.Axes.AxisNetworks;

namespace ModelCompiler.Tests.Axes;

/// <summary>
/// Small networks with attention: heads that fill no vector, one, and several; one head and one step; bands of keys that begin and end
/// within a vector and beyond one; keys of another sequence.
/// </summary>
internal static class AttentionNetworks
{
    public static IReadOnlyList<DeclaredNetwork> Networks { get; } =
    [
        Packed("Attention_of_heads", 5, new(2, 2, 3), "Attention(2)"),
        Packed("Attention_of_one_head", 7, new(1, 1, 8), "Attention(1)"),
        Packed("Attention_of_whole_vectors", 16, new(2, 2, 16), "Attention(2)"),
        Packed("Attention_of_single_channels", 3, new(3, 3, 1), "Attention(3)"),
        Packed("Attention_of_one_step", 1, new(2, 2, 4), "Attention(2)"),
        Packed("Attention_without_bias", 6, new(2, 2, 5), "Attention(2, Bias = false)"),
        Packed("Attention_causal", 9, new(2, 2, 4) { Sees = Causal }, "Attention(2, Causal = true)"),
        Packed("Attention_causal_long", 35, new(2, 2, 4) { Sees = Causal }, "Attention(2, Causal = true)"),
        Packed(
            "Attention_causal_window",
            37,
            new(1, 1, 20) { Sees = (query, key) => key <= query && key > query - 3 },
            "Attention(1, Causal = true, Window = 3)"
        ),
        Packed("Attention_window", 22, new(2, 2, 2) { Sees = (query, key) => Math.Abs(query - key) < 2 }, "Attention(2, Window = 2)"),
        Packed("Attention_window_of_all", 4, new(2, 2, 2), "Attention(2, Window = 4)"),
        Packed("Attention_of_itself_alone", 6, new(2, 2, 3) { Sees = (query, key) => query == key }, "Attention(2, Window = 1)"),
        Packed("Attention_rotary_halves", 6, new(2, 2, 6) { Rotary = 1 }, "Attention(2, Rotary = Rotary.Halves)"),
        Packed(
            "Attention_rotary_halves_wide",
            18,
            new(1, 1, 34) { Rotary = 1, Base = 500 },
            "Attention(1, Rotary = Rotary.Halves, RotaryBase = 500)"
        ),
        Packed(
            "Attention_rotary_interleaved",
            6,
            new(3, 3, 4) { Rotary = 2, Base = 100 },
            "Attention(3, Rotary = Rotary.Interleaved, RotaryBase = 100)"
        ),
        Separate("Attention_of_separate_projections", 5, new(2, 2, 4), "Attention(2, Projections = Projections.Separate)"),
        Separate("Attention_of_grouped_heads", 6, new(4, 2, 3), "Attention(4, KeyValueHeads = 2)"),
        Separate("Attention_of_one_key_head", 18, new(3, 1, 5) { Sees = Causal }, "Attention(3, KeyValueHeads = 1, Causal = true)"),
        Separate(
            "Attention_grouped_rotary",
            7,
            new(4, 2, 4) { Sees = (query, key) => key <= query && key > query - 4, Rotary = 1 },
            "Attention(4, KeyValueHeads = 2, Causal = true, Window = 4, Rotary = Rotary.Halves, Bias = false)"
        ),
        Cross("Attention_across", 7, 5, ""),
        Cross("Attention_across_causal", 6, 11, ", Causal = true"),
        Cross("Attention_across_few_keys", 6, 3, ", Causal = true"),
        Of(
            "Attention_residual_block",
            "Sequence(6, 8)",
            ["LayerNorm", "Attention(2, Causal = true)", "Add(\"input\")", "Dense(3)"],
            (p, x) =>
                Dense(
                    Add(
                        x,
                        PackedOf(p, Affine(LayerNorm(x, 8), p["layer_norm1.weight"], p["layer_norm1.bias"]), new(2, 2, 4) { Sees = Causal })
                    ),
                    p["dense1.weight"],
                    p["dense1.bias"],
                    8
                )
        ),
    ];

    private static bool Causal(int query, int key) => key <= query;

    private static DeclaredNetwork Packed(string name, int steps, AttentionMath math, string attention) =>
        Around(name, steps, math, attention, PackedOf);

    private static DeclaredNetwork Separate(string name, int steps, AttentionMath math, string attention) =>
        Around(name, steps, math, attention, (p, x, own) => SeparateOf(p, x, x, own)) with
        {
            WithoutGradient = "attention1.k_proj.bias",
        };

    private static DeclaredNetwork Around(
        string name,
        int steps,
        AttentionMath math,
        string attention,
        Func<DoubleParameters, double[], AttentionMath, double[]> forward
    )
    {
        int channels = math.Heads * math.Size;
        return Of(
            name,
            $"Sequence({steps}, 3)",
            [$"Dense({channels}, Activation.Tanh)", attention, "Dense(2)"],
            (p, x) =>
                Dense(
                    forward(p, Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), math),
                    p["dense2.weight"],
                    p["dense2.bias"],
                    channels
                )
        );
    }

    // Queries that are more or fewer than the keys, of other features.
    private static DeclaredNetwork Cross(string name, int queries, int keys, string arguments) =>
        Of(
            name,
            $"Sequence({keys}, 3)",
            [
                $"Dense({queries}, Activation.Tanh, Name = \"encoder\")",
                "Dense(4, Activation.Tanh, From = \"input\")",
                "MatMul(\"encoder\", TransposeFirst = true)",
                "Transpose",
                $"Attention(2, Keys = \"encoder\"{arguments})",
                "Dense(2)",
            ],
            (p, x) =>
            {
                double[] encoder = Tanh(Dense(x, p["encoder.weight"], p["encoder.bias"], 3)),
                    dense = Tanh(Dense(x, p["dense2.weight"], p["dense2.bias"], 3)),
                    asked = Transposed(Product(Transposed(dense, 4), encoder, keys), queries);
                return Dense(
                    SeparateOf(
                        p,
                        asked,
                        encoder,
                        new(2, 2, 2) { Sees = (query, key) => arguments.Length == 0 || key <= query + keys - queries }
                    ),
                    p["dense3.weight"],
                    p["dense3.bias"],
                    4
                );
            }
        ) with
        {
            WithoutGradient = "attention1.k_proj.bias",
        };

    private static double[] PackedOf(DoubleParameters p, double[] x, AttentionMath math)
    {
        int channels = math.Heads * math.Size;
        double[] packed = Dense(x, p["attention1.in_proj_weight"], p.Find("attention1.in_proj_bias"), channels);
        return Out(p, math.Of(math.Part(packed, 0), math.Part(packed, 1), math.Part(packed, 2)), channels);
    }

    private static double[] SeparateOf(DoubleParameters p, double[] x, double[] keys, AttentionMath math)
    {
        int channels = math.Heads * math.Size;
        return Out(p, math.Of(Projected(x, "q"), Projected(keys, "k"), Projected(keys, "v")), channels);

        double[] Projected(double[] input, string name) =>
            p[$"attention1.{name}_proj.weight"] is var weight
                ? Dense(
                    input,
                    weight,
                    p.Find($"attention1.{name}_proj.bias"),
                    weight.Length / ((name == "q" ? math.Heads : math.KeyValueHeads) * math.Size)
                )
                : input;
    }

    private static double[] Out(DoubleParameters p, double[] heads, int channels) =>
        Dense(heads, p["attention1.out_proj.weight"], p.Find("attention1.out_proj.bias"), channels);
}
