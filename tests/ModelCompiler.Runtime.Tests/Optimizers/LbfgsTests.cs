using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>L-BFGS against PyTorch's algorithm, followed in double (<c>tests/golden/optimizers/lbfgs.json</c>).</summary>
public class LbfgsTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden().GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_path_is_that_of_PyTorch(int number)
    {
        JsonElement golden = Golden()[number];
        LineSearch search = golden.GetProperty("strong_wolfe").GetBoolean() ? LineSearch.StrongWolfe : LineSearch.None;
        var lbfgs = new Lbfgs(
            golden.GetProperty("learning_rate").GetDouble(),
            golden.GetProperty("max_iter").GetInt32(),
            historySize: golden.GetProperty("history_size").GetInt32(),
            lineSearch: search
        );
        double[][] path = [.. golden.GetProperty("path").EnumerateArray().Select(step => step.Numbers())];
        double[] losses = golden.GetProperty("losses").Numbers(),
            evaluations = golden.GetProperty("evaluations").Numbers();
        (float[] parameters, LossAndGradient evaluate) = Problem(golden.GetProperty("name").GetString()!, path[0].Length);
        for (int step = 0; step < path.Length; step++)
        {
            Assert.Equal(losses[step], lbfgs.Step(parameters, evaluate), 1e-3 * losses[step]);
            Assert.Equal(evaluations[step], lbfgs.EvaluationCount);
            for (int i = 0; i < parameters.Length; i++)
                Assert.Equal(path[step][i], parameters[i], 2e-3);
        }

        Assert.Equal(golden.GetProperty("iterations").GetInt32(), lbfgs.IterationCount);
    }

    [Fact]
    public void It_finds_the_minimum_of_a_curved_valley_and_stays_there()
    {
        (float[] parameters, LossAndGradient evaluate) = Problem("rosenbrock", 2);
        var lbfgs = new Lbfgs(lineSearch: LineSearch.StrongWolfe);
        for (int step = 0; step < 10; step++)
            lbfgs.Step(parameters, evaluate);
        Assert.All(parameters, value => Assert.Equal(1, value, 1e-4));
        Assert.InRange(lbfgs.EvaluationCount, 20, 120);
    }

    [Fact]
    public void It_allocates_nothing_once_its_memory_is_full()
    {
        (float[] parameters, LossAndGradient evaluate) = Problem("rosenbrock", 30);
        var lbfgs = new Lbfgs(maxIterations: 6, historySize: 4, lineSearch: LineSearch.StrongWolfe);
        for (int step = 0; step < 3; step++)
            lbfgs.Step(parameters, evaluate);
        long before = GC.GetAllocatedBytesForCurrentThread();
        lbfgs.Step(parameters, evaluate);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_search_comes_back_from_where_the_loss_overflows()
    {
        float[] parameters = [1];
        var lbfgs = new Lbfgs(learningRate: 100, lineSearch: LineSearch.StrongWolfe);
        for (int step = 0; step < 5; step++)
            lbfgs.Step(parameters, Evaluate);
        Assert.Equal(0.5, parameters[0], 1e-4);

        // x - log(x) / 2, which is no number left of zero.
        double Evaluate(Span<float> gradient)
        {
            gradient[0] = 1 - (0.5f / parameters[0]);
            return parameters[0] - (0.5 * Math.Log(parameters[0]));
        }
    }

    [Fact]
    public void A_step_into_nothing_is_taken_back()
    {
        float[] parameters = [1];
        var lbfgs = new Lbfgs(learningRate: 1e20);
        Assert.Contains(
            "not finite",
            Assert
                .Throws<InvalidOperationException>(() =>
                    lbfgs.Step(
                        parameters,
                        gradient =>
                        {
                            gradient[0] = parameters[0];
                            return parameters[0] == 1 ? 0.5 : double.NaN;
                        }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Equal(1, parameters[0]);
        Assert.Equal(0, lbfgs.IterationCount);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(0)).ParamName);
        Assert.Equal("maxIterations", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(maxIterations: 0)).ParamName);
        Assert.Equal("maxEvaluations", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(maxEvaluations: 0)).ParamName);
        Assert.Equal("historySize", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(historySize: 0)).ParamName);
        Assert.Equal("changeTolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(changeTolerance: -1)).ParamName);
        Assert.Equal("lineSearch", Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(lineSearch: (LineSearch)7)).ParamName);
        (float[] parameters, LossAndGradient evaluate) = Problem("rosenbrock", 2);
        var lbfgs = new Lbfgs();
        lbfgs.Step(parameters, evaluate);
        Assert.Throws<ArgumentException>(() => lbfgs.Step(new float[3], evaluate));
        lbfgs.Reset();
        Assert.Equal(0, lbfgs.EvaluationCount);
    }

    private static JsonElement Golden() => GoldenFile.Read("optimizers/lbfgs.json").GetProperty("cases");

    private static (float[] Parameters, LossAndGradient Evaluate) Problem(string name, int length)
    {
        if (name == "rosenbrock")
        {
            float[] start = [-1.2f, 1, -0.5f, 0.8f, 1.3f],
                x = [.. Enumerable.Range(0, length).Select(i => start[i % 5])];
            return (x, gradient => Rosenbrock(x, gradient));
        }

        JsonElement golden = GoldenFile.Read("torch/optimizers.json");
        var network = new ReferenceNetwork(golden);
        float[] parameters = [.. ReferenceNetwork.Flatten(golden.GetProperty("parameters")).Select(p => (float)p)];
        return (
            parameters,
            gradient =>
            {
                (double loss, float[] computed) = network.Gradient(parameters);
                computed.CopyTo(gradient);
                return loss;
            }
        );
    }

    // sum 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2.
    private static double Rosenbrock(ReadOnlySpan<float> x, Span<float> gradient)
    {
        double loss = 0,
            carried = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double slope = carried;
            carried = 0;
            if (i < x.Length - 1)
            {
                double valley = x[i + 1] - ((double)x[i] * x[i]),
                    rest = 1.0 - x[i];
                loss += (100 * valley * valley) + (rest * rest);
                slope -= (400 * valley * x[i]) + (2 * rest);
                carried = 200 * valley;
            }

            gradient[i] = (float)slope;
        }

        return loss;
    }
}
