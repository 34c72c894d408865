using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>The optimizers against PyTorch and against the worked examples, both computed in double.</summary>
public class GoldenOptimizerTests
{
    public static TheoryData<string> Names =>
        [.. GoldenFile.Read("torch/optimizers.json").GetProperty("optimizers").EnumerateObject().Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_losses_follow_PyTorch(string name)
    {
        JsonElement golden = GoldenFile.Read("torch/optimizers.json");
        JsonElement expected = golden.GetProperty("optimizers").GetProperty(name);
        Optimizer optimizer = Create(name, expected.GetProperty("hyper"));
        var network = new ReferenceNetwork(golden);
        float[] parameters = [.. ReferenceNetwork.Flatten(golden.GetProperty("parameters")).Select(p => (float)p)];
        double[] losses = expected.GetProperty("losses").Numbers();
        Assert.Equal(expected.GetProperty("steps").GetInt32(), losses.Length);
        foreach (double expectedLoss in losses)
        {
            (double loss, float[] gradient) = network.Gradient(parameters);
            Assert.Equal(expectedLoss, loss, 1e-5);
            optimizer.Step(parameters, gradient);
        }
        double[] final = ReferenceNetwork.Flatten(expected.GetProperty("parameters"));
        double tolerance = 1e-5 * final.Max(Math.Abs);
        for (int i = 0; i < final.Length; i++)
            Assert.Equal(final[i], parameters[i], tolerance);
        Assert.Equal(losses.Length, optimizer.StepCount);
    }

    [Theory]
    [InlineData("gradient_descent")]
    [InlineData("momentum_0.9")]
    [InlineData("adam")]
    public void The_path_down_x_squared_is_the_worked_one(string name)
    {
        JsonElement example = GoldenFile.Read("seed_examples.json").GetProperty("optimizers_on_x_squared");
        float rate = (float)example.GetProperty("learning_rate").GetDouble();
        Optimizer optimizer = name switch
        {
            "gradient_descent" => new Sgd(rate),
            "momentum_0.9" => new Sgd(rate, momentum: 0.9f),
            _ => new Adam(rate),
        };
        double[] path = example.GetProperty(name).Numbers();
        double tolerance = 1e-6 * path.Max(Math.Abs);
        float[] x = [(float)path[0]];
        foreach (double expected in path.Skip(1))
        {
            optimizer.Step(x, [2 * x[0]]);
            Assert.Equal(expected, x[0], tolerance);
        }
    }

    private static Optimizer Create(string name, JsonElement hyper)
    {
        double Value(string key) => hyper.GetProperty(key).GetDouble();
        float rate = (float)Value("lr");
        return name switch
        {
            "sgd" => new Sgd(rate),
            "momentum" => new Sgd(rate, (float)Value("momentum")),
            "nesterov" => new Sgd(rate, (float)Value("momentum"), nesterov: true),
            "adam" => new Adam(rate, Value("beta1"), Value("beta2"), Value("eps")),
            "adamw" => new AdamW(rate, Value("beta1"), Value("beta2"), Value("eps"), (float)Value("weight_decay")),
            "rmsprop" => new RmsProp(rate, Value("rho"), Value("eps")),
            "adagrad" => new Adagrad(rate, Value("eps")),
            _ => throw new NotSupportedException($"The golden file has a new optimizer '{name}': add it here."),
        };
    }
}
