using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// Every layer under every loss that is legal for it: the loss against double precision, and every element of every gradient against the
/// central difference of that loss. The difference is taken in double precision, where rounding does not drown it.
/// </summary>
public sealed class FiniteDifferenceTests
{
    public static TheoryData<string> Names => [.. LayerTable.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradients(string name)
    {
        Network network = LayerTable.Find(name);
        ICompiledModel model = LayerTable.Models.Create(name);
        var batch = new SmoothBatch(network, model, samples: 5);
        var reference = new ReferenceNetwork(network, model);
        double[] inputs = SmoothBatch.ToDouble(batch.Inputs);
        BatchGradient result = model.Gradient(batch.Inputs, batch.Targets);

        Close.ToEach(reference.Predict(inputs), model.Predict(batch.Inputs), 1e-5, 1, "output");
        Close.ToEach([reference.LossOf(inputs, batch.Targets.Values)], [result.Loss], 1e-5, 1, "loss");
        Check(inputs, result.InputGradient, "the input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Check(reference.Parameters[parameter.Name], parameter.Values(result.Gradient.Span), parameter.Name);

        void Check(double[] variables, float[] gradient, string what) =>
            CentralDifferences.Check(
                variables,
                () => reference.LossOf(inputs, batch.Targets.Values),
                gradient,
                1e-4,
                "gradient of " + what
            );
    }
}
