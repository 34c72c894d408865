namespace ModelCompiler.Benchmarks;

/// <summary>The numbers of a workload: the same parameters, inputs and targets for every engine.</summary>
internal sealed class WorkloadData
{
    private const int Seed = 20260101;

    /// <summary>Draws the numbers; the same workload always gets the same ones.</summary>
    public WorkloadData(Workload workload)
    {
        var random = new Random(Seed);
        Weights =
        [
            .. workload.Network.Layers.Select(layer =>
                Uniform(
                    random,
                    layer.WeightShape.Length == 0 ? 0 : Product(layer.WeightShape),
                    MathF.Sqrt(3f / Math.Max(1, Product(layer.WeightShape.Skip(1))))
                )
            ),
        ];
        Biases = [.. workload.Network.Layers.Select(layer => Uniform(random, layer.WeightShape.FirstOrDefault(), 0.1f))];
        Inputs = new float[workload.Batch * workload.Network.InputSize];
        for (int i = 0; i < Inputs.Length; i++)
            Inputs[i] = random.NextSingle();
        int outputs = workload.Network.OutputSize;
        Classes = new int[workload.Batch];
        Targets = new float[workload.Batch * outputs];
        for (int sample = 0; sample < workload.Batch; sample++)
        {
            Classes[sample] = random.Next(outputs);
            Targets[(sample * outputs) + Classes[sample]] = 1;
        }
    }

    /// <summary>The weights of each layer, [out, in] or [out, in, height, width]; empty for a pool.</summary>
    public IReadOnlyList<float[]> Weights { get; }

    /// <summary>The bias of each layer; empty for a pool.</summary>
    public IReadOnlyList<float[]> Biases { get; }

    /// <summary>The inputs, sample after sample.</summary>
    public float[] Inputs { get; }

    /// <summary>The targets, one-hot, sample after sample.</summary>
    public float[] Targets { get; }

    /// <summary>The same targets as class indices.</summary>
    public int[] Classes { get; }

    private static int Product(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * size);

    private static float[] Uniform(Random random, int count, float bound)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = ((2 * random.NextSingle()) - 1) * bound;
        return values;
    }
}
