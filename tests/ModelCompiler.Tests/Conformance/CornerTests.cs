using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// Functions in pieces at the points where the pieces meet: the slope that PyTorch takes there, in straight-line code, in kernels and
/// in steps of their own.
/// </summary>
public sealed class CornerTests
{
    private const int Narrow = 3,
        Wide = 300;

    // Value and slope as PyTorch's backward functions state them: threshold, leaky_relu, elu, hardtanh (relu6), hardsigmoid and hardswish,
    // each from the input; then celu, hardtanh, clamp, threshold, hardshrink and softshrink.
    private static readonly (Activation Activation, float X, float Value, float Slope)[] s_corners =
    [
        (Activation.Relu, 0f, 0f, 0f),
        (Activation.Relu, -0f, 0f, 0f),
        (Activation.Relu, float.Epsilon, 0f, 1f),
        (Activation.LeakyRelu, 0f, 0f, 0.01f),
        (Activation.LeakyRelu, -0f, 0f, 0.01f),
        (Activation.Elu, 0f, 0f, 1f),
        (Activation.Elu, -0f, 0f, 1f),
        (Activation.Selu, 0f, 0f, 1.75809934f),
        (Activation.Selu, -0f, 0f, 1.75809934f),
        (Activation.Relu6, 0f, 0f, 0f),
        (Activation.Relu6, -0f, 0f, 0f),
        (Activation.Relu6, 6f, 6f, 0f),
        (Activation.Relu6, 5.9999995f, 5.9999995f, 1f),
        (Activation.Relu6, 6.0000005f, 6f, 0f),
        (Activation.HardSigmoid, -3f, 0f, 0f),
        (Activation.HardSigmoid, 3f, 1f, 0f),
        (Activation.HardSigmoid, 0f, 0.5f, 1f / 6),
        (Activation.HardSigmoid, -3.0000002f, 0f, 0f),
        (Activation.HardSigmoid, 3.0000002f, 1f, 0f),
        (Activation.HardSwish, -3f, 0f, 0f),
        (Activation.HardSwish, 3f, 3f, 1f),
        (Activation.HardSwish, 0f, 0f, 0.5f),
        (Activation.HardSwish, -0f, 0f, 0.5f),
        (Activation.HardSwish, -3.0000002f, 0f, 0f),
        (Activation.HardSwish, 3.0000002f, 3.0000002f, 1f),
        (Activation.HardSwish, -2.9999998f, 0f, -0.49999988f),
        (Activation.HardSwish, 2.9999998f, 2.9999998f, 1.4999999f),
        (Activation.Softsign, 0f, 0f, 1f),
        (Activation.Softsign, -0f, 0f, 1f),
        (Activation.Celu, 0f, 0f, 1f),
        (Activation.Celu, -0f, 0f, 1f),
        (Activation.HardTanh, -1f, -1f, 0f),
        (Activation.HardTanh, 1f, 1f, 0f),
        (Activation.HardTanh, 0.99999994f, 0.99999994f, 1f),
        (Activation.HardTanh, 1.0000001f, 1f, 0f),
        (Activation.Clip, -0.5f, -0.5f, 1f),
        (Activation.Clip, 0.75f, 0.75f, 1f),
        (Activation.Clip, 0.75000006f, 0.75f, 0f),
        (Activation.Threshold, 0.25f, -0.75f, 0f),
        (Activation.Threshold, 0.25000003f, 0.25000003f, 1f),
        (Activation.HardShrink, 0.5f, 0f, 0f),
        (Activation.HardShrink, -0.5f, 0f, 0f),
        (Activation.HardShrink, 0.50000006f, 0.50000006f, 1f),
        (Activation.SoftShrink, 0.5f, 0f, 0f),
        (Activation.SoftShrink, -0.5f, 0f, 0f),
        (Activation.SoftShrink, -0.75f, -0.25f, 1f),
    ];

    // The gradient by the output of a mean over one element: l1_loss, huber_loss and mse_loss.
    private static readonly (Loss Loss, float Apart, float Value, float Slope)[] s_losses =
    [
        (Loss.MeanAbsoluteError, 0f, 0f, 0f),
        (Loss.MeanAbsoluteError, -0f, 0f, 0f),
        (Loss.MeanAbsoluteError, 1e-30f, 1e-30f, 1f),
        (Loss.MeanAbsoluteError, -1e-30f, 1e-30f, -1f),
        (Loss.Huber, 0f, 0f, 0f),
        (Loss.Huber, -0f, 0f, 0f),
        (Loss.Huber, 0.5f, 0.125f, 0.5f),
        (Loss.Huber, -0.5f, 0.125f, -0.5f),
        (Loss.Huber, 0.75f, 0.25f, 0.5f),
        (Loss.Huber, -0.75f, 0.25f, -0.5f),
        (Loss.MeanSquaredError, 0f, 0f, 0f),
        (Loss.HalfSquaredError, 0f, 0f, 0f),
    ];

    private static ModelAssembly Models => ModelAssembly.Of("corners", Declarations);

    public static TheoryData<string, float, float, float> Corners
    {
        get
        {
            var data = new TheoryData<string, float, float, float>();
            foreach ((Activation activation, float x, float value, float slope) in s_corners)
                data.Add(activation.ToString(), x, value, slope);
            return data;
        }
    }

    public static TheoryData<string, float, float, float> Losses
    {
        get
        {
            var data = new TheoryData<string, float, float, float>();
            foreach ((Loss loss, float apart, float value, float slope) in s_losses)
                data.Add(loss.ToString(), apart, value, slope);
            return data;
        }
    }

    /// <summary>The input itself, with the sign of its zero, in a step of its own.</summary>
    [Theory]
    [MemberData(nameof(Corners))]
    public void Activation_of_the_input(string activation, float x, float value, float slope)
    {
        ICompiledModel model = Models.Create(activation + "Alone");
        float[] inputs = new float[Wide],
            inputGradient = new float[Wide];
        Array.Fill(inputs, x);
        float[] outputs = CheckValues(model, inputs, value);
        float[] targets = Array.ConvertAll(outputs, output => output - 1);
        model.Gradient(inputs, targets, new float[model.Description.ParameterBufferLength], inputGradient);
        CheckSlopes(outputs, targets, inputGradient, slope);
    }

    /// <summary>Behind a product, whose bias is the point: in registers, and in the epilogue of a kernel.</summary>
    [Theory]
    [MemberData(nameof(Corners))]
    public void Activation_of_a_product(string activation, float x, float value, float slope)
    {
        foreach (int width in new[] { Narrow, Wide })
        {
            ICompiledModel model = Models.Create($"{activation}Of{width}");
            model.Parameters.Clear();
            ParameterDescriptor bias = model.Description.Parameter("dense1.bias");
            bias.CopyFrom([.. Enumerable.Repeat(x, width)], model.Parameters);
            float[] outputs = CheckValues(model, [1f, 1f], value);
            float[] targets = Array.ConvertAll(outputs, output => output - 1);
            float[] gradient = new float[model.Description.ParameterBufferLength];
            model.Gradient([1f, 1f], targets, gradient);
            CheckSlopes(outputs, targets, bias.Values(gradient), slope);
        }
    }

    [Theory]
    [InlineData(0f, 0f, 0.25f, 0f)]
    [InlineData(-2f, -0.5f, 0.25f, -2f)]
    [InlineData(2f, 2f, 1f, 0f)]
    public void Learned_slope(float x, float value, float slope, float weightSlope) => CheckLearnedSlope(x, value, slope, weightSlope);

    [Fact]
    public void Learned_slope_at_negative_zero() => CheckLearnedSlope(-0f, 0f, 0.25f, 0f);

    private static void CheckLearnedSlope(float x, float value, float slope, float weightSlope)
    {
        ICompiledModel model = Models.Create("Learned");
        float[] inputs = new float[Wide],
            inputGradient = new float[Wide],
            gradient = new float[model.Description.ParameterBufferLength];
        Array.Fill(inputs, x);
        float[] outputs = CheckValues(model, inputs, value);
        float[] targets = Array.ConvertAll(outputs, output => output - 1);
        model.Gradient(inputs, targets, gradient, inputGradient);
        CheckSlopes(outputs, targets, inputGradient, slope);
        CheckSlopes(outputs, targets, model.Description.Parameters[0].Values(gradient), weightSlope);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Losses_of_an_output_at_a_distance_from_its_target(string loss, float apart, float value, float slope)
    {
        foreach (int width in new[] { 1, Wide })
        {
            ICompiledModel model = Models.Create($"{loss}Of{width}");
            model.Parameters.Clear();
            ParameterDescriptor bias = model.Description.Parameter("dense1.bias");
            bias.CopyFrom([.. Enumerable.Repeat(apart, width)], model.Parameters);
            float[] targets = new float[width],
                gradient = new float[model.Description.ParameterBufferLength];
            Assert.Equal(value, model.Gradient([1f, 1f], targets, gradient), 1e-6f * value);
            float mean = loss == nameof(Loss.HalfSquaredError) ? 1 : width;
            Assert.All(bias.Values(gradient), actual => Assert.Equal(slope / mean, actual, 1e-6f / mean));
        }
    }

    private static float[] CheckValues(ICompiledModel model, float[] inputs, float value)
    {
        float[] outputs = new float[model.Description.OutputSize];
        model.Predict(inputs, outputs);
        Assert.All(outputs, output => Assert.Equal(value, output, 1e-6f));
        return outputs;
    }

    // Half the squared error to a target that is one less: the gradient by the output is one, but for rounding.
    private static void CheckSlopes(float[] outputs, float[] targets, float[] actual, float slope)
    {
        for (int i = 0; i < actual.Length; i++)
            Assert.Equal(slope * (outputs[i] - targets[i]), actual[i], 1e-6f);
    }

    private static IEnumerable<string> Declarations()
    {
        foreach (Activation activation in s_corners.Select(corner => corner.Activation).Distinct())
        {
            string numbers = ActivationNumbers.Arguments(activation, null);
            yield return Declare(
                activation + "Alone",
                $"[Input({Wide})][Activation(Activation.{activation}{numbers})]",
                Loss.HalfSquaredError
            );
            foreach (int width in new[] { Narrow, Wide })
                yield return Declare(
                    $"{activation}Of{width}",
                    $"[Input(2)][Dense({width}, Activation.{activation}{numbers})]",
                    Loss.HalfSquaredError
                );
        }

        foreach (Loss loss in s_losses.Select(corner => corner.Loss).Distinct())
        foreach (int width in new[] { 1, Wide })
            yield return Declare($"{loss}Of{width}", $"[Input(2)][Dense({width})]", loss);
        yield return Declare("Learned", $"[Input({Wide})][PRelu(Slopes = ParameterSharing.PerValue)]", Loss.HalfSquaredError);
    }

    private static string Declare(string name, string attributes, Loss loss)
    {
        string delta = loss == Loss.Huber ? ", Delta = 0.5f" : "";
        return $"/// <summary>{name}.</summary>\n[Model]{attributes}[Loss(Loss.{loss}{delta})]\npublic sealed partial class {name};\n";
    }
}
