using ModelCompiler.Importing;
using ModelCompiler.Tool;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>Models that Keras saved compute what Keras defines.</summary>
public sealed class KerasImportTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (string name in KerasZoo.Models.Keys)
        {
            cases.Add(name, true);
            cases.Add(name, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_what_Keras_defines(string name, bool isOfKeras3)
    {
        KerasModel model = KerasZoo.Models[name]();
        ImportedNetwork network = Imported(model, isOfKeras3, name);
        output.WriteLine(network.ToCode());
        using InMemoryModels compiled =
            InMemoryModels.Compile([network.ToCode(withWeights: false)], out IReadOnlyList<string> errors)
            ?? throw new InvalidOperationException(string.Join("\n", errors));
        IPredictor predictor = compiled.Create(network);
        double largest = 0;
        foreach (Sample sample in model.Samples(5))
        {
            float[] expected = model.Compute(sample).ToModel(),
                actual = new float[predictor.OutputSize];
            predictor.Predict(sample.ToModel(), actual);
            Assert.Equal(expected.Length, actual.Length);
            largest = Math.Max(largest, expected.Zip(actual, (wanted, given) => Math.Abs((double)wanted - given)).Max());
        }

        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"largest difference {largest:G3}"));
        Assert.InRange(largest, 0, Tolerance);
    }

    [Fact]
    public void A_declaration_is_as_a_person_would_write_it()
    {
        string code = Imported(KerasZoo.Models["Cnn"](), isOfKeras3: true, "Cnn").ToCode();
        Assert.Contains(
            """
            [Model]
            [Input(2, 9, 8)]
            [Conv2D(4, 3, Activation.Relu, Stride = 2, Padding = Padding.Same)]
            [BatchNorm(Epsilon = 0.001, Momentum = 0.01)]
            [Conv2D(5, 2)]
            [Flatten]
            [BatchNorm(Epsilon = 0.001, Momentum = 0.01)]
            [Dense(4, Activation.Tanh)]
            [Weights("Cnn.safetensors")]
            public sealed partial class Cnn;
            """.ReplaceLineEndings("\n"),
            code,
            StringComparison.Ordinal
        );
        Assert.Contains("channels, lines, pixels [2, 9, 8] here", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_people_gave_stay_and_those_that_Keras_made_up_go()
    {
        string code = Imported(KerasZoo.Models["Mlp"](), isOfKeras3: false, "Mlp").ToCode();
        Assert.Contains("[Dense(9, Activation.Relu, Name = \"FirstLayer\")]", code, StringComparison.Ordinal);
        Assert.Contains("[Dropout(0.25)]", code, StringComparison.Ordinal);
        Assert.Contains("[Dense(3, Activation.Softmax)]", code, StringComparison.Ordinal);
    }

    private static ImportedNetwork Imported(KerasModel model, bool isOfKeras3, string name) =>
        KerasImporter.Import(
            new MemoryStream(isOfKeras3 ? model.ToArchive() : model.ToLegacy()),
            isOfKeras3 ? "net.keras" : "net.h5",
            new ImportOptions { Name = name }
        );
}
