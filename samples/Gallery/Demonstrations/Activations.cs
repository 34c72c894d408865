using ModelCompiler;
using ModelCompiler.Plotting;

namespace Gallery.Demonstrations;

/// <summary>The sigmoid as a model: one weight of 1, and the activation.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Sigmoid, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class SigmoidModel;

/// <summary>The hyperbolic tangent.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Tanh, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class TanhModel;

/// <summary>The rectifier.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Relu, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class ReluModel;

/// <summary>The leaky rectifier with slope 0.01 below zero.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.LeakyRelu, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class LeakyReluModel;

/// <summary>The exponential linear unit with alpha 1.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Elu, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class EluModel;

/// <summary>Swish, also called SiLU.</summary>
[Model]
[Input(1)]
[Dense(1, Activation.Swish, Bias = false, WeightInitializer = Initializer.Constant, WeightInitializerValue = 1)]
[Loss(Loss.HalfSquaredError)]
public sealed partial class SwishModel;

/// <summary>Six activations and their derivatives; the derivatives come from the compiled backward passes.</summary>
internal static class Activations
{
    public static void Run(Report report)
    {
        report.Section("Activations and their derivatives");
        report.Text("Each is a model of one input, a weight of 1 and the activation; the derivative is what its backward pass returns.");
        ActivationCurve[] curves =
        [
            ActivationCurve.Of("Sigmoid", new SigmoidModel()),
            ActivationCurve.Of("Tanh", new TanhModel()),
            ActivationCurve.Of("ReLU", new ReluModel()),
            ActivationCurve.Of("Leaky ReLU", new LeakyReluModel()),
            ActivationCurve.Of("ELU", new EluModel()),
            ActivationCurve.Of("Swish", new SwishModel()),
        ];
        report.Picture("activations", "Values and derivatives of six activations", ActivationPlot.Create(curves), width: 900, height: 500);
        report.Text("Largest differences from a computation in double precision, at nine points from -5 to 5:");
        report.Table(
            ["activation", "value", "derivative"],
            [
                Differences("sigmoid", new SigmoidModel()),
                Differences("tanh", new TanhModel()),
                Differences("relu", new ReluModel()),
                Differences("leaky_relu_0.01", new LeakyReluModel()),
                Differences("elu_1", new EluModel()),
                Differences("swish", new SwishModel()),
            ]
        );
    }

    private static string[] Differences<TModel>(string name, TModel model)
        where TModel : class, IModel<TModel>
    {
        Examples example = Examples.Group("activations");
        double[] points = example["x"],
            expected = example[name];
        double value = 0,
            derivative = 0;
        for (int i = 0; i < points.Length; i++)
        {
            // A curve needs two points; only the first is at the place in question.
            ActivationCurve curve = ActivationCurve.Of(name, model, points[i], points[i] + 1, count: 2);
            value = Math.Max(value, Math.Abs(curve.Outputs[0] - expected[i]));
            derivative = Math.Max(derivative, Math.Abs(curve.Derivatives[0] - expected[points.Length + i]));
        }

        return [name, Numbers.Difference(value), Numbers.Difference(derivative)];
    }
}
