using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Branches;

/// <summary>
/// Every network of the table: values against double precision, gradients against central differences of it, and equal bits.
/// </summary>
public sealed class DeclaredNetworkTests
{
    public static TheoryData<string> Names => [.. DeclaredNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradients(string name)
    {
        DeclaredNetwork network = DeclaredNetworks.Find(name);
        ICompiledModel model = DeclaredNetworks.Models.Create(name);
        (float[] single, float[] targets) = network.Batch(model, samples: 5);
        var parameters = new DoubleParameters(model);
        double[] inputs = Array.ConvertAll(single, value => (double)value);
        Close.ToEach(network.Predict(parameters, inputs), model.Predict(single), 1e-5, 1, "output");

        BatchGradient result = model.Gradient(single, new Targets(targets));
        Close.ToEach([network.LossOf(parameters, inputs, targets)], [result.Loss], 1e-5, 1, "loss");
        if (model.Description.Vocabulary == 0)
            Check(inputs, result.InputGradient, "the input");
        else
            Assert.All(result.InputGradient, value => Assert.Equal(0, value));
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            if (parameter.Offset >= model.Description.TrainableBufferLength)
                Assert.All(parameter.Values(result.Gradient.Span), value => Assert.Equal(0, value));
            else if (parameter.Name == network.WithoutGradient)
                Assert.All(parameter.Values(result.Gradient.Span), value => Assert.Equal(0, value, 1e-5f));
            else
                Check(parameters[parameter.Name], parameter.Values(result.Gradient.Span), parameter.Name);
        }

        void Check(double[] variables, float[] gradient, string what) =>
            CentralDifferences.Check(variables, () => network.LossOf(parameters, inputs, targets), gradient, 1e-4, "gradient of " + what);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_in_a_batch_and_by_several_threads(string name)
    {
        DeclaredNetwork network = DeclaredNetworks.Find(name);
        ICompiledModel model = DeclaredNetworks.Models.Create(name);
        (float[] inputs, float[] targets) = network.Batch(model, samples: 131);
        int[] together = Bits.Of(model.Predict(inputs));
        Assert.Equal(Bits.Of([.. inputs.Chunk(model.Description.InputSize).SelectMany(sample => model.Predict(sample))]), together);

        model.MaxDegreeOfParallelism = 1;
        int[] alone = Bits.Of(model.Gradient(inputs, new Targets(targets)));
        model.MaxDegreeOfParallelism = 3;
        Assert.Equal(alone, Bits.Of(model.Gradient(inputs, new Targets(targets))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        DeclaredNetwork network = DeclaredNetworks.Find(name);
        ICompiledModel model = DeclaredNetworks.Models.Create(name);
        (float[] inputs, float[] targets) = network.Batch(model, samples: 3);
        float[] outputs = new float[3 * model.Description.OutputSize],
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
}
