namespace ModelCompiler.Tests.Harness;

/// <summary>
/// Whether a loss computes the same outputs as a prediction: a squared error of what was predicted is exactly zero only if each of its
/// values has the same bits.
/// </summary>
internal static class PredictedTargets
{
    public static void AssertNoLoss(Network network, ICompiledModel model)
    {
        var random = new Random(11);
        foreach (
            ParameterDescriptor parameter in model
                .Description.Parameters.ToArray()
                .Where(parameter => parameter.Name.EndsWith("bias", StringComparison.Ordinal))
        )
            parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(_ => (float)random.NextDouble() - 0.5f)], model.Parameters);
        float[] inputs = new RandomBatch(network, 20).Inputs;
        float[] outputs = model.Predict(inputs);
        Assert.Contains(outputs, output => output != outputs[0]);
        Assert.Equal(0f, model.Loss(inputs, outputs));
    }
}
