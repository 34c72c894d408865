using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>
/// Values whose mean is large beside their deviation: the statistics of a normalisation keep what a float cannot hold of the mean until it
/// is taken off.
/// </summary>
public sealed class LargeMeanTests
{
    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "large means",
            () =>
                [
                    Declare("Flat", "[Input(5)][BatchNorm(Momentum = 1, Name = \"norm\")][Dense(2)]"),
                    Declare("Image", "[Input(5, 3, 4)][BatchNorm(Momentum = 1, Name = \"norm\")][Dense(2)]"),
                    Declare("Rows", "[Input(40)][LayerNorm]"),
                ]
        );

    [Theory]
    [InlineData("Flat", 1e5, 0.1)]
    [InlineData("Flat", -1e5, 0.1)]
    [InlineData("Flat", 1e6, 1)]
    [InlineData("Flat", 0, 1)]
    [InlineData("Image", 1e5, 0.1)]
    [InlineData("Image", -3e4, 0.1)]
    [InlineData("Image", 0, 1)]
    public void Statistics_and_gradients_over_a_batch(string name, double mean, double deviation)
    {
        ICompiledModel model = Models.Create(name);
        ModelDescription description = model.Description;
        int pixels = description.InputSize / 5;
        foreach (int samples in new[] { 2, 9, 64, 203 })
        {
            var random = new Random(samples);
            double range = deviation * Math.Sqrt(12);
            float[] inputs =
            [
                .. Enumerable.Range(0, samples * description.InputSize).Select(_ => (float)(mean + (range * (random.NextDouble() - 0.5)))),
            ];
            float[] gradient = new float[description.ParameterBufferLength],
                inputGradient = new float[inputs.Length];
            model.Gradient(inputs, new float[samples * 2], gradient, inputGradient);
            float[] running = description.Parameter("norm.running_mean").Values(model.Parameters);
            float[] variances = description.Parameter("norm.running_var").Values(model.Parameters);
            for (int channel = 0; channel < 5; channel++)
            {
                double[] values = [.. Enumerable.Range(0, samples * pixels).Select(i => (double)inputs[At(i, channel)])];
                double center = values.Average(),
                    variance = values.Sum(value => (value - center) * (value - center)) / (values.Length - 1);
                Assert.Equal(center, running[channel], (Math.Abs(center) * 6e-8) + 1e-6);
                Assert.Equal(variance, variances[channel], variance * 1e-5);

                if (samples == 2)
                    continue; // both normalised values are 1 or -1 whatever the input: its gradient is nothing but rounding

                // The sum of the input's gradient is zero, and so is its product with the normalised values but for epsilon.
                double size = values.Select((_, i) => (double)Math.Abs(inputGradient[At(i, channel)])).Sum();
                double sum = values.Select((_, i) => (double)inputGradient[At(i, channel)]).Sum();
                double product = values.Select((value, i) => inputGradient[At(i, channel)] * (value - center) / Math.Sqrt(variance)).Sum();
                Assert.Equal(0, sum, size * 1e-4);
                Assert.Equal(0, product, size * 4e-3);
            }
        }

        int At(int i, int channel) => (i / pixels * description.InputSize) + (channel * pixels) + (i % pixels);
    }

    [Theory]
    [InlineData(1e6f)]
    [InlineData(-8e6f)]
    [InlineData(0f)]
    public void Rows_that_are_normalised_alone(float mean)
    {
        ICompiledModel model = Models.Create("Rows");
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => mean + (i * i % 7))],
            outputs = new float[40];
        model.Predict(inputs, outputs);
        double center = inputs.Average(value => (double)value);
        double deviation = Math.Sqrt(inputs.Average(value => (value - center) * (value - center)) + 1e-5);
        for (int i = 0; i < 40; i++)
            Assert.Equal((inputs[i] - center) / deviation, outputs[i], 1e-5);
    }

    private static string Declare(string name, string attributes) =>
        $"/// <summary>{name}.</summary>\n[Model]{attributes}[Loss(Loss.MeanSquaredError)]\npublic sealed partial class {name};\n";
}
