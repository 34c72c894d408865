using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>The result for a sample does not depend on its batch, nor any result on the number of threads, to the last bit.</summary>
public sealed class SameBitsTests
{
    private static readonly int[] s_batches = [1, 2, 3, 7, 8, 9, 64, 65, 130, 300];

    public static TheoryData<string> Names => [.. SizeTable.Networks.Concat(Layers).Select(network => network.Name)];

    /// <summary>One network for each row of the layer table, as a hidden layer and as the output in turns.</summary>
    public static IEnumerable<Network> Layers =>
        LayerTable.Rows.Select(
            (row, index) =>
                LayerTable.Networks.First(network =>
                    network.Name == row.Name + (index % 2 == 0 ? "_hidden_MeanSquaredError" : "_output_HalfSquaredError")
                )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_and_in_a_batch(string name)
    {
        (Network network, ICompiledModel model) = Create(name);
        var batch = new RandomBatch(network, s_batches.Max());
        int inputSize = network.InputSize,
            outputSize = network.OutputSize;
        float[] alone =
        [
            .. Enumerable.Range(0, s_batches.Max()).SelectMany(sample => model.Predict(batch.Inputs.AsSpan(sample * inputSize, inputSize))),
        ];
        foreach (int samples in s_batches)
        {
            int[] together = Bits.Of(model.Predict(batch.Inputs.AsSpan(0, samples * inputSize)));
            Assert.Equal(Bits.Of(alone.AsSpan(0, samples * outputSize)), together);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_and_several(string name)
    {
        (Network network, ICompiledModel model) = Create(name);
        foreach (int samples in new[] { 9, 130, 300 })
        {
            var batch = new RandomBatch(network, samples);
            int[][] results = [.. new[] { 1, 2, 3 }.Select(Results)];
            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);

            int[] Results(int degree)
            {
                model.MaxDegreeOfParallelism = degree;
                return
                [
                    .. Bits.Of(model.Predict(batch.Inputs)),
                    .. Bits.Of([model.Loss(batch.Inputs, batch.Targets)]),
                    .. Bits.Of(model.Gradient(batch.Inputs, batch.Targets)),
                ];
            }
        }
    }

    private static (Network Network, ICompiledModel Model) Create(string name) =>
        SizeTable.Networks.Any(network => network.Name == name)
            ? (SizeTable.Find(name), SizeTable.Models.Create(name))
            : (LayerTable.Find(name), LayerTable.Models.Create(name));
}
