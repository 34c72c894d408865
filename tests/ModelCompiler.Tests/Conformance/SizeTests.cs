using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Unusual sizes of layers and batches against a plain network in double precision.</summary>
public sealed class SizeTests
{
    public static TheoryData<string> Names => [.. SizeTable.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_and_gradients(string name)
    {
        Network network = SizeTable.Find(name);
        ICompiledModel model = SizeTable.Models.Create(name);
        SetBiases(model);
        var reference = new ReferenceNetwork(network, model);
        foreach (int samples in new[] { 1, 7, 65, 129 })
        {
            // Double precision is slow: large networks are compared for the batches that end in an incomplete tile.
            if (samples > 7 && samples * (long)model.Description.ParameterCount > 8_000_000)
                continue;
            var batch = new RandomBatch(network, samples, seed: samples);
            double[] inputs = Array.ConvertAll(batch.Inputs, value => (double)value);
            Close.ToEach(reference.Predict(inputs), model.Predict(batch.Inputs), 1e-5, 1, $"{samples} samples: output");

            BatchGradient result = model.Gradient(batch.Inputs, batch.Targets);
            Close.ToEach([reference.LossOf(inputs, batch.Targets.Values)], [result.Loss], 1e-5, 0, $"{samples} samples: loss");
            Assert.Equal(result.Loss, model.Loss(batch.Inputs, batch.Targets));
            Dictionary<string, double[]> expected = reference.Gradient(inputs, batch.Targets.Values);
            Close.ToLargest(expected[""], result.InputGradient, 1e-4, $"{samples} samples: gradient of the input");
            foreach (ParameterDescriptor parameter in model.Description.Parameters)
                Close.ToLargest(
                    expected[parameter.Name],
                    parameter.Values(result.Gradient.Span),
                    1e-4,
                    $"{samples} samples: gradient of {parameter.Name}"
                );
            CheckPadding(model, result);
        }
    }

    /// <summary>Biases start at zero, where a lost one would not be seen.</summary>
    private static void SetBiases(ICompiledModel model)
    {
        var random = new Random(3);
        foreach (
            ParameterDescriptor bias in model.Description.Parameters.Where(parameter =>
                parameter.Name.EndsWith("bias", StringComparison.Ordinal)
            )
        )
            bias.CopyFrom([.. Enumerable.Range(0, bias.Count).Select(_ => (float)random.NextDouble() - 0.5f)], model.Parameters);
    }

    /// <summary>What no parameter owns stays zero, in the gradient and so in the parameters.</summary>
    private static void CheckPadding(ICompiledModel model, BatchGradient result)
    {
        float[] rest = result.Gradient.Span.ToArray();
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            parameter.CopyFrom(new float[parameter.Count], rest);
        Assert.All(rest, value => Assert.Equal(0, value));
    }
}
