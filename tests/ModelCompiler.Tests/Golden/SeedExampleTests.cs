using System.Text.Json;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Golden;

/// <summary>Every number of <c>tests/golden/seed_examples.json</c> out of compiled models, within a millionth of its size.</summary>
public sealed class SeedExampleTests
{
    private const double Tolerance = 1e-6;

    private static readonly JsonElement s_examples = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "seed_examples.json")))
        .RootElement;

    private static readonly Dictionary<string, Layer> s_activations = new()
    {
        ["sigmoid"] = new Activate(Activation.Sigmoid),
        ["tanh"] = new Activate(Activation.Tanh),
        ["relu"] = new Activate(Activation.Relu),
        ["leaky_relu_0.01"] = new Activate(Activation.LeakyRelu, 0.01f),
        ["elu_1"] = new Activate(Activation.Elu, 1),
        ["swish"] = new Activate(Activation.Swish),
    };

    public static TheoryData<string> Activations => [.. s_activations.Keys];

    private static ModelAssembly Models => ModelAssembly.Of("seed", Networks);

    [Fact]
    public void The_worked_network()
    {
        JsonElement worked = s_examples.GetProperty("worked_2_3_1");
        float[] x = Single(worked, "x");
        var target = new Targets(Single(worked, "target"));
        Close.ToEach(Numbers(worked, "z1"), With("Worked_z1", worked).Predict(x), Tolerance, 1, "z1");
        Close.ToEach(Numbers(worked, "a1"), With("Worked_a1", worked).Predict(x), Tolerance, 0, "a1");
        Close.ToEach(Numbers(worked, "z2"), With("Worked_z2", worked).Predict(x), Tolerance, 0, "z2");
        ICompiledModel model = With("Worked", worked);
        Close.ToEach(Numbers(worked, "a2"), model.Predict(x), Tolerance, 0, "a2");

        BatchGradient result = model.Gradient(x, target);
        Close.ToEach(Numbers(worked, "loss_half_squared_error"), [result.Loss], Tolerance, 0, "loss");
        Check("dW2", "dense2.weight");
        Check("db2", "dense2.bias");
        Check("delta2", "dense2.bias");
        Check("dW1", "dense1.weight");
        Check("db1", "dense1.bias");
        Check("delta1", "dense1.bias");

        void Check(string name, string parameter) =>
            Close.ToEach(Numbers(worked, name), model.Description.Parameter(parameter).Values(result.Gradient.Span), Tolerance, 0, name);
    }

    [Fact]
    public void All_activations_of_the_file_are_tested() =>
        Assert.Equal(
            s_activations.Keys.Order(),
            s_examples.GetProperty("activations").EnumerateObject().Select(entry => entry.Name).Where(name => name != "x").Order()
        );

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activations_and_their_derivatives(string name)
    {
        JsonElement activations = s_examples.GetProperty("activations");
        float[] x = Single(activations, "x");
        double[] values = Numbers(activations.GetProperty(name)[0]),
            derivatives = Numbers(activations.GetProperty(name)[1]);
        ICompiledModel model = Models.Create(ActivationName(name));
        Close.ToEach(values, model.Predict(x), Tolerance, 0, name);

        // 1/2 (y - t)^2 with t = y - 1, for a single sample, has the derivative y - t = 1 by y. What is computed from a saturated output of
        // float32, as 1 - y^2, keeps its size but not all of its digits: the measure is the largest derivative.
        double largest = derivatives.Max(Math.Abs);
        for (int i = 0; i < x.Length; i++)
        {
            float y = model.Predict(x.AsSpan(i, 1))[0];
            BatchGradient result = model.Gradient(x.AsSpan(i, 1), new Targets([y - 1]));
            Close.ToEach([derivatives[i]], result.InputGradient, Tolerance, largest, $"derivative of {name}");
        }
    }

    [Fact]
    public void Losses_of_the_binary_example()
    {
        JsonElement example = s_examples.GetProperty("losses").GetProperty("binary");
        Check(example, "Loss_mse", "mse");
        Check(example, "Loss_mae", "mae");
        CheckBinary(example);
    }

    [Fact]
    public void Losses_and_derivatives_of_the_binary_example()
    {
        JsonElement example = s_examples.GetProperty("losses").GetProperty("binary_derivatives");
        BatchGradient result = Check(example, "Loss_mse", "mse");
        Close.ToEach(Numbers(example, "dmse"), result.InputGradient, Tolerance, 0, "dmse");

        // Compiled models compute binary cross-entropy from the value before the sigmoid: dL/dz = dL/dp p (1 - p).
        BatchGradient binary = CheckBinary(example);
        double[] p = Numbers(example, "p"),
            expected = Numbers(example, "dbce");
        for (int i = 0; i < p.Length; i++)
            expected[i] *= p[i] * (1 - p[i]);
        Close.ToEach(expected, binary.InputGradient, Tolerance, 0, "dbce");
    }

    [Theory]
    [InlineData("multiclass")]
    [InlineData("multiclass_4")]
    public void Categorical_cross_entropy(string name)
    {
        JsonElement example = s_examples.GetProperty("losses").GetProperty(name);
        int[] classes = [.. example.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        float[] logits = [.. Numbers(example, "p").Select(p => (float)Math.Log(p))];
        BatchGradient result = Models.Create("Loss_cce").Gradient(logits, Targets.OfClasses(classes, 3));
        Close.ToEach(Numbers(example, "cce"), [result.Loss], Tolerance, 0, "cce");
        if (example.TryGetProperty("d_logits_if_softmax_fused", out JsonElement derivative))
            Close.ToEach(Numbers(derivative), result.InputGradient, Tolerance, 0, "derivative by the logits");
    }

    [Theory]
    [InlineData("gradient_descent")]
    [InlineData("momentum_0.9")]
    [InlineData("adam")]
    public void Optimizers_on_the_square(string name)
    {
        JsonElement example = s_examples.GetProperty("optimizers_on_x_squared");
        double[] path = Numbers(example, name);
        float rate = (float)example.GetProperty("learning_rate").GetDouble();
        Optimizer optimizer = name switch
        {
            "gradient_descent" => new Sgd(rate),
            "momentum_0.9" => new Sgd(rate, 0.9f),
            _ => new Adam(rate),
        };

        // (w x - 0)^2 with x = 1: the weight is what the example minimises over.
        ICompiledModel model = Models.Create("Square");
        model.Description.Parameters[0].CopyFrom([(float)path[0]], model.Parameters);
        float largest = (float)path.Max(Math.Abs);
        for (int step = 1; step < path.Length; step++)
        {
            optimizer.Step(model.Parameters, model.Gradient([1f], new Targets([0f])).Gradient.Span);

            // Near zero crossings a rounding of the size of the path's values remains.
            Close.ToEach(
                [path[step]],
                model.Description.Parameters[0].Values(model.Parameters),
                Tolerance,
                largest,
                $"{name}, step {step}"
            );
        }
    }

    private static BatchGradient Check(JsonElement example, string model, string loss)
    {
        // A weight of 1 hands the example's predictions through.
        ICompiledModel identity = Models.Create(model);
        identity.Description.Parameters[0].CopyFrom([1f], identity.Parameters);
        BatchGradient result = identity.Gradient(Single(example, "p"), new Targets(Single(example, "y")));
        Close.ToEach(Numbers(example, loss), [result.Loss], Tolerance, 0, loss);
        return result;
    }

    private static BatchGradient CheckBinary(JsonElement example)
    {
        float[] logits = [.. Numbers(example, "p").Select(p => (float)Math.Log(p / (1 - p)))];
        BatchGradient result = Models.Create("Loss_bce").Gradient(logits, new Targets(Single(example, "y")));
        Close.ToEach(Numbers(example, "bce"), [result.Loss], Tolerance, 0, "bce");
        return result;
    }

    private static IEnumerable<Network> Networks()
    {
        yield return new("Worked", 2, [new Dense(3, Activation.Sigmoid), new Dense(1, Activation.Sigmoid)], Loss.HalfSquaredError);
        yield return new("Worked_z1", 2, [new Dense(3)], null);
        yield return new("Worked_a1", 2, [new Dense(3, Activation.Sigmoid)], null);
        yield return new("Worked_z2", 2, [new Dense(3, Activation.Sigmoid), new Dense(1)], null);
        yield return new("Square", 1, [new Dense(1, Bias: false)], Loss.MeanSquaredError);
        yield return new("Loss_mse", 1, [new Dense(1, Bias: false)], Loss.MeanSquaredError);
        yield return new("Loss_mae", 1, [new Dense(1, Bias: false)], Loss.MeanAbsoluteError);
        yield return new("Loss_bce", 1, [new Activate(Activation.Sigmoid)], Loss.BinaryCrossEntropy);
        yield return new("Loss_cce", 3, [new Activate(Activation.Softmax)], Loss.CategoricalCrossEntropy);
        foreach ((string name, Layer layer) in s_activations)
            yield return new(ActivationName(name), 1, [layer], Loss.HalfSquaredError);
    }

    private static string ActivationName(string name) => "Activation_" + name.Replace(".", "_");

    private static ICompiledModel With(string name, JsonElement worked)
    {
        ICompiledModel model = Models.Create(name);
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            parameter.CopyFrom(
                Single(worked, (parameter.Name.EndsWith("weight", StringComparison.Ordinal) ? "W" : "b") + parameter.Name["dense".Length]),
                model.Parameters
            );
        return model;
    }

    private static float[] Single(JsonElement parent, string name) => [.. Numbers(parent, name).Select(value => (float)value)];

    private static double[] Numbers(JsonElement parent, string name) => Numbers(parent.GetProperty(name));

    private static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];
}
