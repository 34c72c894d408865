using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// Outputs and loss of every network on images against double precision, and every element of every gradient against the central difference
/// of that loss.
/// </summary>
public sealed class ImageGradientTests
{
    private const int Samples = 3;

    public static TheoryData<string> Names => [.. ImageNetworks.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_and_gradients(string name)
    {
        Network network = ImageNetworks.Find(name);
        ICompiledModel model = ImageNetworks.Models.Create(name);
        var random = new Random(7);
        float[] inputs = [.. Enumerable.Range(0, Samples * network.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] targets = [.. Enumerable.Range(0, Samples * network.OutputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        foreach (
            ParameterDescriptor parameter in model
                .Description.Parameters.ToArray()
                .Where(parameter => parameter.Name.EndsWith("bias", StringComparison.Ordinal))
        )
            parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(_ => (float)random.NextDouble() - 0.5f)], model.Parameters);
        var reference = new ImageReference(network, model);
        double[] exact = Array.ConvertAll(inputs, value => (double)value);
        BatchGradient result = model.Gradient(inputs, new Targets(targets));

        Close.ToEach(reference.Predict(exact), model.Predict(inputs), 1e-5, 1, "output");
        Close.ToEach([reference.LossOf(exact, targets)], [result.Loss], 1e-5, 1, "loss");
        Check(exact, result.InputGradient, "input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Check(reference.Parameters[parameter.Name], parameter.Values(result.Gradient.Span), parameter.Name);

        void Check(double[] variables, float[] gradient, string of) =>
            CentralDifferences.Check(variables, () => reference.LossOf(exact, targets), gradient, 1e-4, "gradient of " + of);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_no_parameter_owns_stays_zero(string name)
    {
        Network network = ImageNetworks.Find(name);
        ICompiledModel model = ImageNetworks.Models.Create(name);
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 20 * network.InputSize).Select(_ => (float)random.NextDouble())];
        float[] targets = [.. Enumerable.Range(0, 20 * network.OutputSize).Select(_ => (float)random.NextDouble())];
        var unowned = new UnownedPlaces(model);
        Assert.Equal(model.Description.ParameterCount, unowned.OwnedCount);

        foreach (
            Optimizer optimizer in new Optimizer[]
            {
                new Sgd(0.05f, momentum: 0.9f),
                new Adam(0.01f),
                new AdamW(0.01f),
                new RmsProp(0.01f),
                new Adagrad(0.01f),
            }
        )
        {
            for (int step = 0; step < 3; step++)
            {
                BatchGradient result = model.Gradient(inputs, new Targets(targets));
                unowned.AssertZero(result.Gradient.Span);
                optimizer.Step(model.Parameters, result.Gradient.Span);
                unowned.AssertZero(model.Parameters);
            }
        }
    }

    [Fact]
    public void The_gradient_of_a_maximum_goes_to_the_first_of_equal_values()
    {
        ICompiledModel model = ImageNetworks.Models.Create("Image_max_of_input");
        float[] inputs = new float[model.Description.InputSize];
        Array.Fill(inputs, 0.25f);
        BatchGradient result = model.Gradient(inputs, new Targets([1, -1, 0.5f]));

        // Windows of three by three, two apart, one beyond each edge: each starts at an odd place but those at the edge, which start at 0.
        for (int index = 0; index < inputs.Length; index++)
        {
            int line = index / 7 % 7,
                pixel = index % 7;
            if ((line > 0 && line % 2 == 0) || (pixel > 0 && pixel % 2 == 0) || line == 6 || pixel == 6)
                Assert.Equal(0f, result.InputGradient[index]);
        }

        Assert.Contains(result.InputGradient, gradient => gradient != 0);
    }
}
