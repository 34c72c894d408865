using System.Text.Json;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Golden;

/// <summary>
/// The golden cases that are declared by hand: outputs, loss, gradients and optimizers against the double precision of PyTorch.
/// </summary>
public sealed class LayerGoldenTests
{
    /// <summary>The file, the layers, and the names of the layers by those of the file.</summary>
    private static readonly Dictionary<string, (string Attributes, Dictionary<string, string> Layers)> s_cases = new()
    {
        ["residual_concat"] = (
            """[Input(4)][Dense(8, Activation.Tanh, Name = "inp")][Dense(8, Activation.Relu, Name = "block_a")][Dense(8, Name = "block_b")][Add("inp", "block_b", Name = "r")][Concat("r", "inp")][Dense(2, Name = "out")]""",
            new()
            {
                ["inp"] = "inp",
                ["block.a"] = "block_a",
                ["block.b"] = "block_b",
                ["out"] = "out",
            }
        ),
        ["layer_norm"] = (
            """[Input(6)][Dense(10)][LayerNorm(Name = "ln")][Activation(Activation.Relu)][Dense(3)]""",
            new()
            {
                ["0"] = "dense1",
                ["1"] = "ln",
                ["3"] = "dense2",
            }
        ),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "layer golden",
            () =>
                s_cases.Select(row =>
                    $"/// <summary>{row.Key}.</summary>\n[Model]{row.Value.Attributes}"
                    + $"[Loss(Loss.MeanSquaredError)]\npublic sealed partial class {row.Key};\n"
                )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_and_gradients(string name)
    {
        JsonElement golden = Read(name);
        ICompiledModel model = Create(golden, name);
        float[] x = Tensor(golden, "x").ToSingle();
        var targets = new Targets(Tensor(golden, "target").ToSingle());
        Close.ToEach(Tensor(golden, "prediction").Data, model.Predict(x), 1e-5, 1, "prediction");

        BatchGradient result = model.Gradient(x, targets);
        Close.ToEach([golden.GetProperty("loss_value").GetDouble()], [result.Loss], 1e-5, 1, "loss of the gradient");
        Close.ToEach([golden.GetProperty("loss_value").GetDouble()], [model.Loss(x, targets)], 1e-5, 1, "loss");
        Close.ToLargest(Tensor(golden, "x_gradient").Data, result.InputGradient, 1e-4, "gradient of the input");
        Dictionary<string, GoldenTensor> gradients = Tensors(golden.GetProperty("gradients"), name);
        Assert.Equal(gradients.Keys.Order(), model.Description.Parameters.Select(parameter => parameter.Name).Order());
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            Assert.Equal(gradients[parameter.Name].Shape, parameter.Shape.ToArray());
            Close.ToLargest(gradients[parameter.Name].Data, parameter.Values(result.Gradient.Span), 1e-4, "gradient of " + parameter.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_the_optimizers(string name)
    {
        JsonElement golden = Read(name);
        float[] x = Tensor(golden, "x").ToSingle();
        var targets = new Targets(Tensor(golden, "target").ToSingle());
        foreach (JsonProperty entry in golden.GetProperty("optimizers").EnumerateObject())
        {
            var expected = new GoldenOptimizer(
                entry.Name,
                entry.Value.GetProperty("hyper").EnumerateObject().ToDictionary(number => number.Name, number => number.Value.GetDouble()),
                [.. entry.Value.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())],
                Tensors(entry.Value.GetProperty("parameters"), name)
            );
            ICompiledModel model = Create(golden, name);
            Optimizer optimizer = GoldenOptimizers.Create(expected);
            foreach (double loss in expected.Losses)
            {
                BatchGradient result = model.Gradient(x, targets);
                Close.ToEach([loss], [result.Loss], 1e-5, 1, expected.Name + ": loss");
                optimizer.Step(model.Parameters, result.Gradient.Span);
            }

            foreach (ParameterDescriptor parameter in model.Description.Parameters)
                Close.ToEach(
                    expected.Parameters[parameter.Name].Data,
                    parameter.Values(model.Parameters),
                    1e-4,
                    1,
                    $"{expected.Name}: {parameter.Name}"
                );
        }
    }

    private static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "layers", name + ".json"))
        );
        return document.RootElement.Clone();
    }

    private static ICompiledModel Create(JsonElement golden, string name)
    {
        ICompiledModel model = Models.Create(name);
        Dictionary<string, GoldenTensor> parameters = Tensors(golden.GetProperty("parameters"), name);
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            parameter.CopyFrom(parameters[parameter.Name].ToSingle(), model.Parameters);
        return model;
    }

    private static GoldenTensor Tensor(JsonElement parent, string name) => GoldenCase.Tensor(parent.GetProperty(name));

    private static Dictionary<string, GoldenTensor> Tensors(JsonElement parent, string name) =>
        parent
            .EnumerateObject()
            .ToDictionary(
                entry => s_cases[name].Layers[entry.Name[..entry.Name.LastIndexOf('.')]] + entry.Name[entry.Name.LastIndexOf('.')..],
                entry => GoldenCase.Tensor(entry.Value)
            );
}
