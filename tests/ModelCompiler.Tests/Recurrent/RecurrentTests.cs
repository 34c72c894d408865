using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.RandomDeclarations;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>
/// Every model of the table: values, losses and gradients against a tape in double precision, equal bits, and no allocation.
/// </summary>
public sealed class RecurrentTests
{
    public static TheoryData<string> Names => [.. RecurrentTable.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Computes_what_the_reference_does(string name)
    {
        (string? fault, bool hasGradient, _) = ModelCheck.Run(RecurrentTable.Find(name), RecurrentTable.Models.Create(name), seed: 5);
        Assert.Null(fault);
        Assert.True(hasGradient || name.Contains("_Dropped", StringComparison.Ordinal), "no gradient was compared");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_in_a_batch_and_by_several_threads(string name)
    {
        ICompiledModel model = RecurrentTable.Models.Create(name);
        (float[] inputs, float[] targets) = Batch(model, samples: 131);
        int[] together = Bits.Of(model.Predict(inputs));
        Assert.Equal(Bits.Of([.. inputs.Chunk(model.Description.InputSize).SelectMany(sample => model.Predict(sample))]), together);

        // A normalisation moves its statistics, and noise goes on.
        float[] start = model.Parameters.ToArray();
        ulong? state = name.Contains("_Dropped", StringComparison.Ordinal) ? model.RandomState : null;
        int[]? alone = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            start.CopyTo(model.Parameters);
            if (state is { } random)
                model.RandomState = random;
            model.MaxDegreeOfParallelism = threads;
            int[] bits = Bits.Of(model.Gradient(inputs, new Targets(targets)));
            Assert.Equal(alone ??= bits, bits);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        ICompiledModel model = RecurrentTable.Models.Create(name);
        (float[] inputs, float[] targets) = Batch(model, samples: 3);
        float[] outputs = new float[targets.Length],
            inputGradient = new float[inputs.Length];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        Assert.Equal(0, Allocation.Least(Run));

        void Run()
        {
            model.Predict(inputs, outputs);
            model.Loss(inputs, targets);
            model.Gradient(inputs, targets, gradient.Span, inputGradient);
        }
    }

    /// <summary>Sums of thousands saturate every gate: values stay within their bounds, and gradients finite.</summary>
    [Theory]
    [InlineData("Recurrent_Lstm_17")]
    [InlineData("Recurrent_Gru_17")]
    [InlineData("Recurrent_Rnn_17")]
    public void Saturated_gates_are_finite(string name)
    {
        ICompiledModel model = RecurrentTable.Models.Create(name);
        (float[] inputs, float[] targets) = Batch(model, samples: 5);
        foreach (ParameterDescriptor parameter in model.Description.Parameters.Where(parameter => parameter.Name.Contains("_l")))
            parameter.CopyFrom(Array.ConvertAll(parameter.Values(model.Parameters), value => value * 1e4f), model.Parameters);
        BatchGradient result = model.Gradient(Array.ConvertAll(inputs, value => value * 1e4f), new Targets(targets));
        Assert.True(float.IsFinite(result.Loss));
        Assert.All(result.Gradient.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(result.InputGradient, value => Assert.True(float.IsFinite(value)));
    }

    private static (float[] Inputs, float[] Targets) Batch(ICompiledModel model, int samples)
    {
        var random = new Random(samples);
        return (Values(model.Description.InputSize), Values(model.Description.OutputSize));

        float[] Values(int size) => [.. Enumerable.Range(0, samples * size).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
