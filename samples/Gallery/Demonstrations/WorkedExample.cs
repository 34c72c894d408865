using ModelCompiler;

namespace Gallery.Demonstrations;

/// <summary>The whole network: 2 inputs, 3 hidden units, 1 output, all sigmoid.</summary>
[Model]
[Input(2)]
[Dense(3, Activation.Sigmoid, Name = "Hidden")]
[Dense(1, Activation.Sigmoid, Name = "Output")]
[Loss(Loss.HalfSquaredError)]
public sealed partial class WorkedModel;

/// <summary>The network up to the sums of its hidden layer, <c>z1</c>.</summary>
[Model]
[Input(2)]
[Dense(3, Name = "Hidden")]
public sealed partial class WorkedFirstSums;

/// <summary>The network up to its hidden layer, <c>a1</c>.</summary>
[Model]
[Input(2)]
[Dense(3, Activation.Sigmoid, Name = "Hidden")]
public sealed partial class WorkedFirstOutputs;

/// <summary>The network up to the sum of its output, <c>z2</c>.</summary>
[Model]
[Input(2)]
[Dense(3, Activation.Sigmoid, Name = "Hidden")]
[Dense(1, Name = "Output")]
public sealed partial class WorkedSecondSum;

/// <summary>
/// A forward and a backward pass with all values between, beside the same numbers from a computation in double precision.
/// </summary>
internal static class WorkedExample
{
    public static void Run(Report report)
    {
        Examples example = Examples.Group("worked_2_3_1");
        float[] input = example.Floats("x"),
            target = example.Floats("target");
        var model = new WorkedModel();
        Set(model.Hidden, example, "1");
        Set(model.Output, example, "2");
        var firstSums = new WorkedFirstSums();
        Set(firstSums.Hidden, example, "1");
        var firstOutputs = new WorkedFirstOutputs();
        Set(firstOutputs.Hidden, example, "1");
        var secondSum = new WorkedSecondSum();
        Set(secondSum.Hidden, example, "1");
        Set(secondSum.Output, example, "2");

        Span<float> gradient = model.CreateGradient().Span;
        float loss = model.Gradient(input, target, gradient);
        (string Meaning, string Name, float[] Values)[] values =
        [
            ("hidden sums `z1 = W1 x + b1`", "z1", firstSums.Predict(input)),
            ("hidden outputs `a1 = sigmoid(z1)`", "a1", firstOutputs.Predict(input)),
            ("output sum `z2 = W2 a1 + b2`", "z2", secondSum.Predict(input)),
            ("output `a2 = sigmoid(z2)`", "a2", model.Predict(input)),
            ("loss `1/2 (a2 - y)^2`", "loss_half_squared_error", [loss]),
            ("output error `δ2 = (a2 - y) a2 (1 - a2)`", "delta2", Of("output.bias", gradient)),
            ("hidden error `δ1 = W2ᵀ δ2 · a1 (1 - a1)`", "delta1", Of("hidden.bias", gradient)),
            ("`dW2 = δ2 a1ᵀ`", "dW2", Of("output.weight", gradient)),
            ("`db2 = δ2`", "db2", Of("output.bias", gradient)),
            ("`dW1 = δ1 xᵀ`", "dW1", Of("hidden.weight", gradient)),
            ("`db1 = δ1`", "db1", Of("hidden.bias", gradient)),
        ];

        report.Section("A worked forward and backward pass");
        report.Text(
            "A network of 2 inputs, 3 hidden units and 1 output, all sigmoid, with given weights; input (1, 2), target 0.5. The "
                + "sums are the outputs of models "
                + "that end there. In a batch of one sample, the error of a layer is the gradient of its bias."
        );
        report.Table(
            ["value", "computed", "largest difference"],
            values.Select(value =>
                new[]
                {
                    value.Meaning,
                    Numbers.Of(value.Values),
                    Numbers.Difference(Numbers.LargestDifference(value.Values, example[value.Name])),
                }
            )
        );
        double largest = values.Max(value => Numbers.LargestDifference(value.Values, example[value.Name]));
        report.Text($"The largest difference of all values from the computation in double precision is {Numbers.Difference(largest)}.");
    }

    private static void Set(LayerParameters layer, Examples example, string index)
    {
        layer.Weight.CopyFrom(example.Floats("W" + index));
        layer.Bias.CopyFrom(example.Floats("b" + index));
    }

    private static float[] Of(string parameter, Span<float> gradient) =>
        new ParameterView(WorkedModel.Description.Parameter(parameter), gradient).ToArray();
}
