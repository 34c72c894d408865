using System.Text.Json;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>The network of torch/optimizers.json, in double: dense 3-5 with tanh, dense 5-2, mean squared error.</summary>
internal sealed class ReferenceNetwork
{
    private const int Inputs = 3,
        Hidden = 5,
        Outputs = 2;
    private const int HiddenBias = Hidden * Inputs,
        OutputWeight = HiddenBias + Hidden,
        OutputBias = OutputWeight + (Outputs * Hidden);
    private static readonly string[] Names = ["0.dense.weight", "0.dense.bias", "1.dense.weight", "1.dense.bias"];

    /// <summary>Its parameters, one behind the other without padding.</summary>
    internal static ModelDescription Description { get; } = Describe();

    private readonly double[] _inputs;
    private readonly double[] _targets;

    internal ReferenceNetwork(JsonElement golden)
    {
        _inputs = golden.GetProperty("x").GetProperty("data").Numbers();
        _targets = golden.GetProperty("target").GetProperty("data").Numbers();
    }

    internal static double[] Flatten(JsonElement parameters) =>
        [.. Names.SelectMany(name => parameters.GetProperty(name).GetProperty("data").Numbers())];

    private static ModelDescription Describe()
    {
        int[][] shapes =
        [
            [Hidden, Inputs],
            [Hidden],
            [Outputs, Hidden],
            [Outputs],
        ];
        int[] offsets = [0, HiddenBias, OutputWeight, OutputBias];
        ParameterDescriptor[] parameters =
        [
            .. Names.Select(
                (name, index) =>
                    new ParameterDescriptor(
                        index,
                        name,
                        shapes[index],
                        offsets[index],
                        new ParameterLayout(shapes[index][0], shapes[index].Length > 1 ? shapes[index][1] : 1, shapes[index][0])
                    )
            ),
        ];
        return new ModelDescription
        {
            Name = "Reference",
            InputSize = Inputs,
            OutputSize = Outputs,
            InputShape = [Inputs],
            OutputShape = [Outputs],
            ParameterCount = OutputBias + Outputs,
            ParameterBufferLength = OutputBias + Outputs,
            WorkspaceBytes = 0,
            Loss = ModelCompiler.Loss.MeanSquaredError,
            Layers = [],
            Parameters = parameters,
            Architecture = "reference",
        };
    }

    internal (double Loss, float[] Gradient) Gradient(ReadOnlySpan<float> w)
    {
        double[] gradient = new double[w.Length];
        double loss = 0;
        for (int sample = 0; sample < _inputs.Length / Inputs; sample++)
        {
            double[] hidden = new double[Hidden],
                hiddenSlope = new double[Hidden];
            for (int h = 0; h < Hidden; h++)
            {
                double sum = w[HiddenBias + h];
                for (int i = 0; i < Inputs; i++)
                    sum += w[(h * Inputs) + i] * _inputs[(sample * Inputs) + i];
                hidden[h] = Math.Tanh(sum);
            }
            for (int o = 0; o < Outputs; o++)
            {
                double sum = w[OutputBias + o];
                for (int h = 0; h < Hidden; h++)
                    sum += w[OutputWeight + (o * Hidden) + h] * hidden[h];
                double error = sum - _targets[(sample * Outputs) + o];
                loss += error * error / _targets.Length;
                double slope = 2 * error / _targets.Length;
                gradient[OutputBias + o] += slope;
                for (int h = 0; h < Hidden; h++)
                {
                    gradient[OutputWeight + (o * Hidden) + h] += slope * hidden[h];
                    hiddenSlope[h] += slope * w[OutputWeight + (o * Hidden) + h];
                }
            }
            for (int h = 0; h < Hidden; h++)
            {
                double slope = hiddenSlope[h] * (1 - (hidden[h] * hidden[h]));
                gradient[HiddenBias + h] += slope;
                for (int i = 0; i < Inputs; i++)
                    gradient[(h * Inputs) + i] += slope * _inputs[(sample * Inputs) + i];
            }
        }
        return (loss, [.. gradient.Select(g => (float)g)]);
    }
}
