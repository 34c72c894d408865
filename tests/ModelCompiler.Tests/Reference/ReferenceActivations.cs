namespace ModelCompiler.Tests.Reference;

/// <summary>The activations in double precision, written from their definitions in PyTorch's documentation.</summary>
internal static class ReferenceActivations
{
    public static double Value(Activation activation, ActivationNumbers? given, double x)
    {
        ActivationNumbers numbers = ActivationNumbers.Of(activation, given);
        double? alpha = numbers.Alpha;
        return activation switch
        {
            Activation.Linear => x,
            Activation.Sigmoid => Sigmoid(x),
            Activation.Tanh => Math.Tanh(x),
            Activation.Relu => Math.Max(x, 0),
            Activation.LeakyRelu => x > 0 ? x : (alpha ?? 0.01) * x,
            Activation.Elu => x > 0 ? x : (alpha ?? 1) * (Math.Exp(x) - 1),
            Activation.Swish => x * Sigmoid(x),
            Activation.Gelu => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))),
            Activation.Softplus => Softplus(x),
            Activation.Selu => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * (Math.Exp(x) - 1)),
            Activation.Mish => x * Math.Tanh(Softplus(x)),
            Activation.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
            Activation.HardSwish => x * Math.Clamp((x / 6) + 0.5, 0, 1),
            Activation.Relu6 => Math.Clamp(x, 0, 6),
            Activation.Softsign => x / (1 + Math.Abs(x)),
            Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
            Activation.Celu => Math.Max(0, x) + Math.Min(0, (alpha ?? 1) * (Math.Exp(x / (alpha ?? 1)) - 1)),
            Activation.LogSigmoid => -Softplus(-x),
            Activation.HardTanh => Math.Max(numbers.Minimum ?? -1, Math.Min(numbers.Maximum ?? 1, x)),
            Activation.Clip => Math.Max(
                numbers.Minimum ?? double.NegativeInfinity,
                Math.Min(numbers.Maximum ?? double.PositiveInfinity, x)
            ),
            Activation.Threshold => x > numbers.Threshold ? x : numbers.ThresholdValue!.Value,
            Activation.HardShrink => Math.Abs(x) > (alpha ?? 0.5) ? x : 0,
            Activation.SoftShrink => Math.Sign(x) * Math.Max(0, Math.Abs(x) - (alpha ?? 0.5)),
            Activation.TanhShrink => x - Math.Tanh(x),
            Activation.Exponential => Math.Exp(x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "It does not act on each element alone."),
        };
    }

    /// <summary>
    /// The derivative by a central difference: independent of what the compiler derives. Exactly between two pieces, PyTorch's.
    /// </summary>
    public static double Derivative(Activation activation, ActivationNumbers? given, double x)
    {
        const double Step = 1e-5;
        if (Corner(activation, given, x) is { } corner)
            return corner;
        return (Value(activation, given, x + Step) - Value(activation, given, x - Step)) / (2 * Step);
    }

    // As PyTorch's backward functions have it.
    private static double? Corner(Activation activation, ActivationNumbers? given, double x) =>
        !Kinks(activation, given).Contains(x)
            ? null
            : activation switch
            {
                Activation.Clip => 1,
                Activation.Relu
                or Activation.Relu6
                or Activation.HardTanh
                or Activation.Threshold
                or Activation.HardShrink
                or Activation.SoftShrink => 0,
                _ => null,
            };

    /// <summary>Where the derivative jumps or bends.</summary>
    public static double[] Kinks(Activation activation, ActivationNumbers? given)
    {
        ActivationNumbers numbers = ActivationNumbers.Of(activation, given);
        return activation switch
        {
            Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Softsign => [0],
            Activation.Relu6 => [0, 6],
            Activation.HardSigmoid or Activation.HardSwish => [-3, 3],
            Activation.Celu => [0],
            Activation.HardTanh => [numbers.Minimum ?? -1, numbers.Maximum ?? 1],
            Activation.Clip => [.. new[] { numbers.Minimum, numbers.Maximum }.OfType<double>()],
            Activation.Threshold => [numbers.Threshold!.Value],
            Activation.HardShrink or Activation.SoftShrink => [-(numbers.Alpha ?? 0.5), numbers.Alpha ?? 0.5],
            _ => [],
        };
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    // erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): all terms have one sign, so nothing cancels.
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double term = x,
            sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
