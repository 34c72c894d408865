using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using ModelCompiler.Onnx.Tests.Harness;
using ModelCompiler.Tool;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>Models that are exported compute the same elsewhere, and come back as they were.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const int Samples = 3;

    // What comes back as another declaration of the same function, each with its reason.
    private static readonly Dictionary<string, string> _others = new()
    {
        ["Slopes"] = "[Dense] takes any shape as flat, so no [Flatten] is written",
        ["Moved"] = "moves are put off until a layer needs them, and become fewer",
        ["Upsampled"] = "means of windows that differ are products with a matrix",
        ["Shaped"] = "the minus of a softmin is taken into the weights before it",
        ["Noisy"] = "what acts while training alone is not exported",
    };

    // What comes back with sums in another order.
    private static readonly string[] _otherSums = ["Upsampled", "Moved"];

    [Fact]
    public void Exported_models_compute_the_same_elsewhere_and_come_back()
    {
        using InMemoryModels models = Compiled([.. Zoo.Models.Select(Zoo.Code)]);
        var imported = new List<(string Name, IExportedModel Model, ImportedNetwork Network, float[] Inputs)>();
        var wrong = new List<string>();
        foreach ((string name, string[] attributes) in Zoo.Models)
        {
            IExportedModel model = ExportedModel.Of(models.TypeOf(name));
            byte[] file = model.ToOnnx();
            float[] inputs = Inputs(model.Description),
                own = model.Predict(inputs),
                other = ExportedModel.Run(file, inputs, model.Description);
            if (Difference(own, other) is > 1e-5 and var difference)
                wrong.Add($"{name}: ONNX Runtime differs by {difference:G3}");
            ImportedNetwork network = OnnxImporter.Import(OnnxModel.Read(file), name + ".onnx", new ImportOptions { Name = name });
            imported.Add((name, model, network, inputs));
            string[] back =
            [
                .. network.Inputs.Select(input => input.Attribute),
                .. network.Layers.Select(layer => layer.Attribute),
                .. network.Outputs.Select(output => output.Attribute).OfType<string>(),
            ];
            if (!back.SequenceEqual(attributes))
            {
                output.WriteLine($"{name}: {string.Join(" ", attributes)}\n  came back as {string.Join(" ", back)}");
                if (!_others.ContainsKey(name))
                    wrong.Add($"{name}: came back as {string.Join(" ", back)}");
            }
        }

        using InMemoryModels again = Compiled([.. imported.Select(item => item.Network.ToCode(withWeights: false))]);
        foreach ((string name, IExportedModel model, ImportedNetwork network, float[] inputs) in imported)
        {
            IPredictor back = again.Create(network);
            float[] outputs = new float[Samples * back.OutputSize];
            back.Predict(inputs, outputs);
            bool isSame = outputs.AsSpan().SequenceEqual(model.Predict(inputs));
            if (!isSame && !(_otherSums.Contains(name) && Difference(model.Predict(inputs), outputs) < 1e-6))
                wrong.Add($"{name}: other bits, by {Difference(model.Predict(inputs), outputs):G3}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    // Such a file comes back as other layers.
    [Theory]
    [InlineData("Gru(5, Bidirectional = true, Layers = 2, ResetBefore = true)")]
    [InlineData("Gru(3, ResetBefore = true, Bias = false)")]
    [InlineData("MaxPool1D(2, Dilation = 3, Padding = Padding.Same)")]
    [InlineData("MaxPool1D(3, Stride = 1, Dilation = 3, Padding = Padding.Same, CeilMode = true)")]
    public void Layers_that_are_written_in_another_way_compute_the_same_elsewhere(string layer)
    {
        string code = Zoo.Code(new("Exported", ["Sequence(7, 4)", layer, "Dense(3)"]));
        using InMemoryModels models = Compiled([code]);
        IExportedModel model = ExportedModel.Of(models.TypeOf("Exported"));
        float[] inputs = Inputs(model.Description);
        Assert.InRange(Difference(model.Predict(inputs), ExportedModel.Run(model.ToOnnx(), inputs, model.Description)), 0, 1e-5);
    }

    private static InMemoryModels Compiled(IReadOnlyList<string> declarations) =>
        InMemoryModels.Compile(declarations, out IReadOnlyList<string> errors)
        ?? throw new InvalidOperationException(string.Join("\n", errors.Take(20)));

    private static float[] Inputs(ModelDescription description)
    {
        var random = new Random(11);
        return
        [
            .. Enumerable
                .Range(0, Samples)
                .SelectMany(_ => description.Inputs)
                .SelectMany(input => Enumerable.Repeat(input.Vocabulary, input.Size))
                .Select(vocabulary => vocabulary > 0 ? random.Next(vocabulary) : (random.NextSingle() * 4) - 2),
        ];
    }

    private static double Difference(float[] expected, float[] actual) =>
        expected.Length != actual.Length
            ? double.PositiveInfinity
            : expected.Zip(actual, (left, right) => Math.Abs(left - right) / Math.Max(1.0, Math.Abs(left))).Max();
}
