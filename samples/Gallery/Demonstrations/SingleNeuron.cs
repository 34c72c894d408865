using ModelCompiler;

namespace Gallery.Demonstrations;

/// <summary>One neuron with three inputs.</summary>
[Model]
[Input(3)]
[Dense(1, Activation.Sigmoid, Name = "Neuron", WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
public sealed partial class NeuronModel;

/// <summary>A single neuron: a weighted sum, a bias, an activation.</summary>
internal static class SingleNeuron
{
    public static void Run(Report report)
    {
        var model = new NeuronModel(seed: 42);
        float[] input = [1.5f, -0.5f, 2f];
        float[] weights = model.Neuron.Weight.ToArray();
        float bias = model.Neuron.Bias[0];
        float output = model.Predict(input)[0];
        double sum = bias + weights.Zip(input, (weight, value) => (double)weight * value).Sum();
        double expected = 1 / (1 + Math.Exp(-sum));

        report.Section("A single neuron");
        report.Text("`y = sigmoid(w x + b)` with random weights.");
        report.Lines(
            $"input   {Numbers.Of(input)}",
            $"weights {Numbers.Of(weights)}",
            $"bias    {Numbers.Of(bias)}",
            $"output  {Numbers.Of(output)}"
        );
        report.Text($"Difference from the formula in double precision: {Numbers.Difference(Math.Abs(output - expected))}.");
    }
}
