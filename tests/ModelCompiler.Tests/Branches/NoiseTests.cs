using ModelCompiler.Tests.Harness;
using static ModelCompiler.Tests.Branches.DoubleParameters;

namespace ModelCompiler.Tests.Branches;

/// <summary>Dropout and noise: they act in gradients alone, by the random state alone.</summary>
public sealed class NoiseTests
{
    private const int Samples = 131;

    public static TheoryData<string> Names => [.. DeclaredNetworks.Noisy.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_and_losses_are_without(string name)
    {
        (DeclaredNetwork network, ICompiledModel model, float[] inputs, float[] targets) = Create(name);
        var parameters = new DoubleParameters(model);
        double[] single = Array.ConvertAll(inputs, value => (double)value);
        ulong state = model.RandomState;
        double loss = network.LossOf(parameters, single, targets);
        Close.ToEach(network.Predict(parameters, single), model.Predict(inputs), 1e-5, 1, "output");
        Close.ToEach([loss], [model.Loss(inputs, targets)], 1e-5, 1, "loss");
        Assert.Equal(state, model.RandomState);
        Assert.NotInRange(model.Gradient(inputs, new Targets(targets)).Loss, loss - 1e-4, loss + 1e-4);
        Assert.Equal(state + 1, model.RandomState);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_random_state_alone_decides(string name)
    {
        (_, ICompiledModel model, float[] inputs, float[] targets) = Create(name);
        model.RandomState = 5;
        model.MaxDegreeOfParallelism = 1;
        int[] first = Bits.Of(model.Gradient(inputs, new Targets(targets))),
            second = Bits.Of(model.Gradient(inputs, new Targets(targets)));
        Assert.NotEqual(first, second);
        model.RandomState = 5;
        model.MaxDegreeOfParallelism = 3;
        Assert.Equal(first, Bits.Of(model.Gradient(inputs, new Targets(targets))));
        Assert.Equal(second, Bits.Of(model.Gradient(inputs, new Targets(targets))));
        Assert.NotEqual(
            DeclaredNetworks.NoisyModels.Create(name, seed: 1).RandomState,
            DeclaredNetworks.NoisyModels.Create(name, seed: 2).RandomState
        );
    }

    [Fact]
    public void Gradients_of_dropout_are_those_of_its_mask()
    {
        (DeclaredNetwork network, ICompiledModel model, float[] inputs, float[] targets) = Create("DroppedHidden");
        model.RandomState = 77;
        BatchGradient result = model.Gradient(inputs, new Targets(targets));
        var parameters = new DoubleParameters(model);
        double[] single = Array.ConvertAll(inputs, value => (double)value);
        var random = new CounterRandom(77, 0);
        Close.ToEach([Loss()], [result.Loss], 1e-5, 1, "loss");
        Check(single, result.InputGradient, "the input");
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            Check(parameters[parameter.Name], parameter.Values(result.Gradient.Span), parameter.Name);

        double Loss() =>
            single
                .Chunk(3)
                .SelectMany((x, sample) => parameters.Dense("dense2", Multiply(Mask(sample), parameters.Tanh("dense1", x))))
                .Zip(targets, (output, target) => (output - target) * (output - target))
                .Average();

        // A row of seven values takes the numbers of eight.
        double[] Mask(int sample) =>
            [
                .. Enumerable
                    .Range(0, 7)
                    .Select(element =>
                        random.UInt32((ulong)((8 * sample) + element)) < (uint)((double)0.4f * 4294967296.0) ? 0 : 1 / (1 - (double)0.4f)
                    ),
            ];

        void Check(double[] variables, float[] gradient, string what) =>
            Close.ToLargest(CentralDifferences.Of(variables, Loss), gradient, 1e-4, "gradient of " + what);
    }

    [Fact]
    public void Noise_has_its_mean_and_its_deviation()
    {
        var dropped = new List<double>();
        var added = new List<double>();
        const string Dropped = "DroppedAlone",
            Added = "NoisyAlone";
        ModelAssembly models = ModelAssembly.Of(
            "noise alone",
            () =>
                [
                    new DeclaredNetwork(Dropped, "[Dropout(0.4f)][Scale]", [50], (_, x) => x).Declaration,
                    new DeclaredNetwork(Added, "[GaussianNoise(0.3f)][Scale]", [50], (_, x) => x).Declaration,
                ]
        );
        float[] ones = [.. Enumerable.Repeat(1f, 50 * 400)],
            zeros = new float[ones.Length];

        // d loss / d weight of y = w x is the mean over samples of 2 y x / n = 2 (noisy x)^2 / n for w = 1; d loss / d bias that of 2
        // (noisy x) / n.
        foreach ((string name, List<double> values) in new[] { (Dropped, dropped), (Added, added) })
        {
            ICompiledModel model = models.Create(name);
            BatchGradient result = model.Gradient(ones, new Targets(zeros));
            values.Add(model.Description.Parameter("scale1.bias").Values(result.Gradient.Span).Average() * 25);
            values.Add(model.Description.Parameter("scale1.weight").Values(result.Gradient.Span).Average() * 25);
        }

        Assert.InRange(dropped[0], 0.98, 1.02);
        Assert.InRange(dropped[1], 1 / 0.6 * 0.98, 1 / 0.6 * 1.02);
        Assert.InRange(added[0], 0.99, 1.01);
        Assert.InRange(added[1], 1.09 * 0.98, 1.09 * 1.02);
    }

    [Fact]
    public void A_resumed_run_has_the_bits_of_an_uninterrupted_one()
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 40 * 4).Select(_ => (float)random.NextDouble())],
            targets = [.. Enumerable.Range(0, 40).Select(_ => (float)random.NextDouble())];
        Dataset data = Dataset.Wrap(inputs, 4, targets, 1);
        string file = Path.GetTempFileName();
        try
        {
            Trainer<DropoutModel> whole = New(epochs: 4),
                first = New(epochs: 2),
                second = New(epochs: 4);
            whole.Fit(data);
            first.Fit(data);
            first.SaveCheckpoint(file);
            second.Resume(file);
            second.Fit(data);
            Assert.Equal(Bits.Of(whole.Model.Parameters), Bits.Of(second.Model.Parameters));
            Assert.NotEqual(Bits.Of(first.Model.Parameters), Bits.Of(second.Model.Parameters));
        }
        finally
        {
            File.Delete(file);
        }

        static Trainer<DropoutModel> New(int epochs) => new(new DropoutModel(seed: 3), new Adam(0.01f)) { BatchSize = 16, Epochs = epochs };
    }

    private static (DeclaredNetwork Network, ICompiledModel Model, float[] Inputs, float[] Targets) Create(string name)
    {
        DeclaredNetwork network = DeclaredNetworks.Noisy.Single(network => network.Name == name);
        ICompiledModel model = DeclaredNetworks.NoisyModels.Create(name);
        (float[] inputs, float[] targets) = network.Batch(model, Samples);
        return (network, model, inputs, targets);
    }
}
