using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Parameters, inputs and targets for a declared model, the same for a seed in every run.</summary>
internal sealed class RandomData
{
    public RandomData(IReadOnlyList<PlacedLayer> layers, ICompiledModel model, Loss? loss, int samples, int seed)
    {
        var random = new Random(seed);
        float Uniform(double bound) => (float)(((2 * random.NextDouble()) - 1) * bound);
        Fill(layers, model, random);
        ModelDescription description = model.Description;
        Inputs =
        [
            .. Enumerable
                .Range(0, samples)
                .Select(_ =>
                    Row(description.InputSize, () => description.Vocabulary > 0 ? random.Next(description.Vocabulary) : Uniform(1.5))
                ),
        ];
        if (loss == Loss.SparseCategoricalCrossEntropy)
        {
            // Some count for nothing.
            int classes = description.OutputSize / description.TargetSize;
            Classes =
            [
                .. Enumerable
                    .Range(0, samples * description.TargetSize)
                    .Select(_ => random.Next(6) == 0 ? ClassTargets.Ignored : random.Next(classes)),
            ];
            Targets = [.. Classes.Chunk(description.TargetSize).Select(row => Array.ConvertAll(row, number => (float)number))];
            return;
        }

        if (loss == Loss.CategoricalCrossEntropy)
            Classes = [.. Enumerable.Range(0, samples).Select(_ => random.Next(model.Description.OutputSize))];
        Targets =
        [
            .. Enumerable
                .Range(0, samples)
                .Select(sample =>
                    Classes is { } classes
                        ? [.. Enumerable.Range(0, model.Description.OutputSize).Select(output => output == classes[sample] ? 1f : 0f)]
                        : Row(
                            model.Description.OutputSize,
                            () => loss is Loss.BinaryCrossEntropy or Loss.BinaryFocal ? random.Next(3) / 2f : Uniform(2)
                        )
                ),
        ];
    }

    /// <summary>The parameters of each layer in row-major order.</summary>
    public List<IReadOnlyList<float[]>> Parameters { get; } = [];

    public float[][] Inputs { get; }

    public float[][] Targets { get; }

    /// <summary>The classes behind one-hot targets.</summary>
    public int[]? Classes { get; }

    /// <summary>What a layer's parameters are, in their order; <c>scale</c> is a weight that stays positive.</summary>
    public static IReadOnlyList<string> Roles(PlacedLayer layer) =>
        layer.Attribute switch
        {
            DenseAttribute { TiedTo: not null } dense => dense.Bias ? ["bias"] : [],
            DenseAttribute dense => dense.Bias ? ["weight", "bias"] : ["weight"],
            EmbeddingAttribute or LearnedPositionsAttribute => ["weight"],
            ConvolutionAttribute convolution => convolution.Bias ? ["weight", "bias"] : ["weight"],
            AttentionAttribute attention => Roles(attention),
            RecurrentAttribute recurrent => [.. TapeRecurrences.Roles(recurrent)],
            BatchNormAttribute norm => norm.Affine ? ["scale", "bias", "running_mean", "running_var"] : ["running_mean", "running_var"],
            LayerNormAttribute or GroupNormAttribute { Affine: true } or InstanceNormAttribute { Affine: true } => ["scale", "bias"],
            RmsNormAttribute => ["scale"],
            ScaleAttribute scale => scale.Bias ? ["scale", "bias"] : ["scale"],
            PReluAttribute => ["bias"],
            StandardizeAttribute => ["mean", "mean_rest", "standard_deviation"],
            _ => [],
        };

    private static IReadOnlyList<string> Roles(AttentionAttribute attention)
    {
        string[] maps = TapeAttention.IsPacked(attention)
            ? ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
            : [.. new[] { "q", "k", "v", "out" }.SelectMany(name => new[] { name + "_proj.weight", name + "_proj.bias" })];
        return attention.Bias ? maps : [.. maps.Where(map => !map.EndsWith("bias", StringComparison.Ordinal))];
    }

    private static double Bound(string role, ParameterDescriptor parameter) =>
        role.StartsWith("bias", StringComparison.Ordinal)
            ? 0.5
            : 1.7 / Math.Sqrt(Math.Max(1, parameter.Count / Math.Max(1, parameter.Shape[0])));

    private static float[] Row(int length, Func<float> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

    private void Fill(IReadOnlyList<PlacedLayer> layers, ICompiledModel model, Random random)
    {
        float Uniform(double bound) => (float)(((2 * random.NextDouble()) - 1) * bound);
        float Above(double least) => (float)(least + random.NextDouble());
        int index = 0;
        foreach (PlacedLayer layer in layers)
        {
            var own = new List<float[]>();
            foreach (string role in Roles(layer))
            {
                ParameterDescriptor parameter = model.Description.Parameters[index++];
                double bound = Bound(role, parameter);
                own.Add([
                    .. Enumerable
                        .Range(0, parameter.Count)
                        .Select(_ => role is "running_var" or "standard_deviation" or "scale" ? Above(0.5) : Uniform(bound)),
                ]);
                parameter.CopyFrom(own[^1], model.Parameters);
            }

            Parameters.Add(own);
        }
    }
}
