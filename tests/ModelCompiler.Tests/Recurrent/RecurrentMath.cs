using System.Globalization;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>Recurrent layers in double precision, step by step, by the formulas in PyTorch's documentation.</summary>
/// <param name="Kind">The layer.</param>
/// <param name="Units">The values of the state.</param>
internal sealed record RecurrentMath(string Kind, int Units)
{
    public int Layers { get; init; } = 1;

    public bool IsBidirectional { get; init; }

    public bool IsLastStep { get; init; }

    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Whether a GRU resets the state before it is multiplied.</summary>
    public bool IsResetBefore { get; init; }

    /// <summary>What the products with the state multiply it by first, or null.</summary>
    public double[]? Mask { get; init; }

    /// <summary>What the state and the memory of an LSTM are before the first step; null for zeros.</summary>
    public (double[] State, double[] Memory)? Start { get; init; }

    /// <summary>The values of a sequence of [steps, features], with the parameters of a layer.</summary>
    public double[] Of(DoubleParameters parameters, string name, double[] x, int features)
    {
        double[][] steps = [.. x.Chunk(features)];
        double[][][] states = [];
        for (int layer = 0; layer < Layers; layer++)
        {
            string number = "_l" + layer.ToString(CultureInfo.InvariantCulture);
            string[] directions = IsBidirectional ? [number, number + "_reverse"] : [number];
            states =
            [
                .. directions.Select(suffix =>
                    suffix.EndsWith("_reverse", StringComparison.Ordinal)
                        ? [.. Direction(parameters, name, suffix, [.. steps.Reverse()]).Reverse()]
                        : Direction(parameters, name, suffix, steps)
                ),
            ];
            steps = [.. steps.Select((_, step) => states.SelectMany(direction => direction[step]).ToArray())];
        }

        return IsLastStep ? [.. states[0][^1], .. IsBidirectional ? states[1][0] : []] : [.. steps.SelectMany(step => step)];
    }

    // The states in the order in which the steps are taken.
    private double[][] Direction(DoubleParameters parameters, string name, string suffix, double[][] steps)
    {
        double[] state = Start?.State ?? new double[Units],
            memory = [.. Start?.Memory ?? new double[Units]];
        double[][] states = new double[steps.Length][];
        for (int step = 0; step < steps.Length; step++)
        {
            double[] inputs = Affine(parameters, $"{name}.weight_ih{suffix}", $"{name}.bias_ih{suffix}", steps[step]),
                read = Mask is null ? state : [.. state.Zip(Mask, (value, kept) => value * kept)],
                sums = Affine(parameters, $"{name}.weight_hh{suffix}", $"{name}.bias_hh{suffix}", read);
            if (IsResetBefore)
            {
                double[] reset = [.. read.Select((value, unit) => Sigmoid(inputs[unit] + sums[unit]) * value)];
                sums = [.. sums, .. Affine(parameters, $"{name}.weight_hn{suffix}", $"{name}.bias_hn{suffix}", reset)];
            }

            double[] next = new double[Units];
            for (int unit = 0; unit < Units; unit++)
                next[unit] = Cell(inputs, sums, unit, state[unit], ref memory[unit]);
            states[step] = state = next;
        }

        return states;
    }

    private double Cell(double[] inputs, double[] sums, int unit, double state, ref double memory)
    {
        double a(int gate) => inputs[(gate * Units) + unit];
        double b(int gate) => sums[(gate * Units) + unit];
        switch (Kind)
        {
            case "Lstm":
                memory = (Sigmoid(a(1) + b(1)) * memory) + (Sigmoid(a(0) + b(0)) * Math.Tanh(a(2) + b(2)));
                return Sigmoid(a(3) + b(3)) * Math.Tanh(memory);
            case "Gru":
                double reset = Sigmoid(a(0) + b(0)),
                    update = Sigmoid(a(1) + b(1));
                return ((1 - update) * Math.Tanh(a(2) + ((IsResetBefore ? 1 : reset) * b(2)))) + (update * state);
            default:
                return ReferenceActivations.Value(Activation, null, a(0) + b(0));
        }
    }

    private static double[] Affine(DoubleParameters parameters, string weight, string bias, double[] x)
    {
        double[] w = parameters[weight];
        return
        [
            .. Enumerable
                .Range(0, w.Length / x.Length)
                .Select(row => parameters.Or(bias, row) + x.Select((value, column) => value * w[(row * x.Length) + column]).Sum()),
        ];
    }

    private static double Sigmoid(double x) => ReferenceActivations.Sigmoid(x);
}
