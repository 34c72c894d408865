using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>The optimizers against paths computed in double: by PyTorch, by the formulas of papers, and the worked examples.</summary>
public class GoldenOptimizerTests
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (string file in new[] { "torch/optimizers.json", "optimizers/paths.json" })
            foreach (JsonProperty optimizer in GoldenFile.Read(file).GetProperty("optimizers").EnumerateObject())
                names.Add(file, optimizer.Name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_losses_follow_the_path(string file, string name)
    {
        JsonElement golden = GoldenFile.Read("torch/optimizers.json");
        JsonElement expected = GoldenFile.Read(file).GetProperty("optimizers").GetProperty(name);
        Optimizer optimizer = Create(name, expected.GetProperty("hyper"));
        var network = new ReferenceNetwork(golden);
        float[] parameters = [.. ReferenceNetwork.Flatten(golden.GetProperty("parameters")).Select(p => (float)p)];
        double[] losses = expected.GetProperty("losses").Numbers();
        Assert.Equal(expected.GetProperty("steps").GetInt32(), losses.Length);
        foreach (double expectedLoss in losses)
        {
            (double loss, float[] gradient) = network.Gradient(parameters);
            Assert.Equal(expectedLoss, loss, 1e-5);
            optimizer.StepTrainable(network, parameters, gradient, ReferenceNetwork.Description, freezing: null, degree: 1);
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
            "sgd_dampening" => new Sgd(rate, Value("momentum"), weightDecay: Value("weight_decay"), dampening: Value("dampening")),
            "sgd_maximize" => new Sgd(rate, Value("momentum"), weightDecay: Value("weight_decay")) { Maximize = true },
            "nesterov_decay" => new Sgd(rate, Value("momentum"), nesterov: true, Value("weight_decay")),
            "lion" => new Lion(rate, Value("beta1"), Value("beta2"), Value("weight_decay")),
            "adadelta" => new Adadelta(rate, Value("rho"), Value("eps"), Value("weight_decay")),
            "adamax" => new Adamax(rate, Value("beta1"), Value("beta2"), Value("eps"), Value("weight_decay")),
            "nadam" or "nadam_fast_decay" => new NAdam(
                rate,
                Value("beta1"),
                Value("beta2"),
                Value("eps"),
                Value("weight_decay"),
                Value("momentum_decay")
            ),
            "radam" => new RAdam(rate, Value("beta1"), Value("beta2"), Value("eps"), Value("weight_decay")),
            "rprop" => new Rprop(rate, Value("shrink"), Value("grow"), Value("least_step"), Value("largest_step")),
            "adan" => new Adan(rate, Value("beta1"), Value("beta2"), Value("beta3"), Value("eps"), Value("weight_decay")),
            "lamb" => new Lamb(rate, Value("beta1"), Value("beta2"), Value("eps"), Value("weight_decay")),
            _ => throw new NotSupportedException($"The golden file has a new optimizer '{name}': add it here."),
        };
    }
}
