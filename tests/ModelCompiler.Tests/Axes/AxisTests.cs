using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Axes;

/// <summary>
/// Layers that work on one axis: outputs and gradients against double precision and its differences; the same bits alone, in a batch, on
/// several threads, with and without the gradient of the input; no allocation.
/// </summary>
public sealed class AxisTests
{
    private const int Samples = 3;

    public static TheoryData<string> Names => [.. AxisNetworks.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_and_gradients(string name)
    {
        AxisNetwork network = AxisNetworks.Networks.Single(network => network.Name == name);
        ICompiledModel model = Create(name);
        (float[] inputs, float[] targets) = Batch(model, Samples);
        double[] exact = Array.ConvertAll(inputs, value => (double)value);
        var parameters = model
            .Description.Parameters.ToArray()
            .ToDictionary(
                parameter => parameter.Name,
                parameter => Array.ConvertAll(parameter.Values(model.Parameters), value => (double)value)
            );
        BatchGradient result = model.Gradient(inputs, new Targets(targets));

        Close.ToEach(Predict(), model.Predict(inputs), 1e-5, 1, "output");
        Close.ToEach([Loss()], [result.Loss], 1e-5, 1, "loss");
        Close.ToLargest(Differences(exact), result.InputGradient, 1e-4, "gradient of the input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Close.ToLargest(
                Differences(parameters[parameter.Name]),
                parameter.Values(result.Gradient.Span),
                1e-4,
                "gradient of " + parameter.Name
            );

        double[] Predict() => [.. exact.Chunk(model.Description.InputSize).SelectMany(sample => network.Forward(sample, parameters))];

        double Loss() => Predict().Zip(targets, (output, target) => (output - target) * (output - target)).Average();

        double[] Differences(double[] variables)
        {
            double[] differences = CentralDifferences.Of(variables, Loss);
            Assert.Contains(differences, difference => Math.Abs(difference) > 1e-6);
            return differences;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bits_alone_in_a_batch_and_on_several_threads(string name)
    {
        const int Many = 70;
        ICompiledModel model = Create(name);
        (float[] inputs, float[] targets) = Batch(model, Many);
        float[] outputs = model.Predict(inputs);
        float[] alone = [.. inputs.Chunk(model.Description.InputSize).SelectMany(sample => model.Predict(sample))];
        Assert.Equal(Bits.Of(outputs), Bits.Of(alone));
        Assert.Equal(0f, model.Loss(inputs, outputs));
        int[] expected = Results(1);
        Assert.Equal(expected, Results(2));
        Assert.Equal(expected, Results(3));
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        gradient.Span.Fill(float.NaN);
        model.Gradient(inputs, targets, gradient.Span);
        Assert.Equal(Bits.Of(model.Gradient(inputs, new Targets(targets)).Gradient.Span), Bits.Of(gradient.Span));

        int[] Results(int degree)
        {
            model.MaxDegreeOfParallelism = degree;
            return [.. Bits.Of(model.Predict(inputs)), .. Bits.Of(model.Gradient(inputs, new Targets(targets)))];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_and_what_no_parameter_owns_stays_zero(string name)
    {
        ICompiledModel model = Create(name);
        (float[] inputs, float[] targets) = Batch(model, 9);
        float[] outputs = new float[targets.Length];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        Assert.Equal(0, Allocation.Least(Run));
        var unowned = new UnownedPlaces(model);
        Assert.Equal(model.Description.ParameterCount, unowned.OwnedCount);
        unowned.AssertZero(gradient.Span);

        void Run()
        {
            model.Predict(inputs, outputs);
            model.Gradient(inputs, targets, gradient.Span);
        }
    }

    private static ICompiledModel Create(string name)
    {
        ICompiledModel model = AxisNetworks.Models.Create(name);
        var random = new Random(5);
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(_ => (float)random.NextDouble() - 0.4f)], model.Parameters);
        return model;
    }

    private static (float[] Inputs, float[] Targets) Batch(ICompiledModel model, int samples)
    {
        var random = new Random(7);
        return (Values(samples * model.Description.InputSize), Values(samples * model.Description.OutputSize));

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
