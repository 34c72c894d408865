namespace ModelCompiler.Tests.Reference;

/// <summary>The losses in double precision. The cross-entropies take what stands before the sigmoid or softmax.</summary>
internal static class ReferenceLosses
{
    /// <summary>The part of one sample in the loss of a batch of <paramref name="samples"/>.</summary>
    public static double Value(Loss loss, double delta, ReadOnlySpan<double> output, ReadOnlySpan<float> target, int samples)
    {
        if (loss == Loss.CategoricalCrossEntropy)
        {
            double logSum = LogSumExp(output),
                entropy = 0;
            for (int i = 0; i < output.Length; i++)
                entropy += target[i] * (logSum - output[i]);
            return entropy / samples;
        }

        double sum = 0;
        for (int i = 0; i < output.Length; i++)
            sum += Element(loss, delta, output[i], target[i]);
        return sum / Divisor(loss, output.Length, samples);
    }

    /// <summary>Its derivative by the output.</summary>
    public static double[] Derivative(Loss loss, double delta, ReadOnlySpan<double> output, ReadOnlySpan<float> target, int samples)
    {
        double[] result = new double[output.Length];
        double logSum = LogSumExp(output);
        for (int i = 0; i < output.Length; i++)
        {
            double difference = output[i] - target[i];
            result[i] =
                loss switch
                {
                    Loss.MeanSquaredError => 2 * difference,
                    Loss.HalfSquaredError => difference,
                    Loss.MeanAbsoluteError => Math.Sign(difference),
                    Loss.Huber => Math.Clamp(difference, -delta, delta),
                    Loss.BinaryCrossEntropy => ReferenceActivations.Sigmoid(output[i]) - target[i],
                    Loss.CategoricalCrossEntropy => Math.Exp(output[i] - logSum) - target[i],
                    _ => throw new ArgumentOutOfRangeException(nameof(loss)),
                } / Divisor(loss, output.Length, samples);
        }

        return result;
    }

    private static double Element(Loss loss, double delta, double p, double y) =>
        loss switch
        {
            Loss.MeanSquaredError => (p - y) * (p - y),
            Loss.HalfSquaredError => 0.5 * (p - y) * (p - y),
            Loss.MeanAbsoluteError => Math.Abs(p - y),
            Loss.Huber => Math.Abs(p - y) is var distance && distance <= delta
                ? 0.5 * distance * distance
                : delta * (distance - (0.5 * delta)),
            Loss.BinaryCrossEntropy => ReferenceActivations.Softplus(p) - (y * p),
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };

    private static double Divisor(Loss loss, int outputs, int samples) =>
        loss is Loss.HalfSquaredError or Loss.CategoricalCrossEntropy ? samples : (double)samples * outputs;

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity,
            sum = 0;
        foreach (double value in values)
            largest = Math.Max(largest, value);
        foreach (double value in values)
            sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }
}
