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
                    Loss.LogCosh => Math.Tanh(difference),
                    Loss.Quantile => target[i] > output[i] ? -0.5 : 0.5,
                    Loss.Hinge => target[i] * output[i] < 1 ? -target[i] : 0,
                    Loss.SquaredHinge => -2 * target[i] * Math.Max(0, 1 - (target[i] * output[i])),
                    Loss.PoissonNegativeLogLikelihood => Math.Exp(output[i]) - target[i],
                    Loss.KullbackLeiblerDivergence => -Math.Max(target[i], 0),
                    Loss.OutputGradient => target[i],
                    Loss.BinaryFocal => FocalSlope(output[i], target[i]),
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
            Loss.LogCosh => Math.Log(Math.Cosh(p - y)),
            Loss.Quantile => 0.5 * Math.Abs(p - y),
            Loss.Hinge => Math.Max(0, 1 - (y * p)),
            Loss.SquaredHinge => Math.Pow(Math.Max(0, 1 - (y * p)), 2),
            Loss.PoissonNegativeLogLikelihood => Math.Exp(p) - (y * p),
            Loss.KullbackLeiblerDivergence => y > 0 ? y * (Math.Log(y) - p) : 0,
            Loss.OutputGradient => y * p,
            Loss.BinaryFocal => Focal(p, y),
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };

    /// <summary>The focal loss of a logit, with the numbers that it has by default.</summary>
    public static double Focal(double logit, double y)
    {
        double miss = (ReferenceActivations.Sigmoid(logit) * (1 - y)) + (ReferenceActivations.Sigmoid(-logit) * y);
        return Balance(y) * miss * miss * (ReferenceActivations.Softplus(logit) - (y * logit));
    }

    /// <summary>Its derivative.</summary>
    public static double FocalSlope(double logit, double y)
    {
        double p = ReferenceActivations.Sigmoid(logit),
            rest = ReferenceActivations.Sigmoid(-logit),
            miss = (p * (1 - y)) + (rest * y),
            entropy = ReferenceActivations.Softplus(logit) - (y * logit);
        return Balance(y) * ((miss * miss * (p - y)) + (2 * miss * (1 - (2 * y)) * p * rest * entropy));
    }

    private static double Balance(double y) => (0.25 * y) + (0.75 * (1 - y));

    private static double Divisor(Loss loss, int outputs, int samples) =>
        loss switch
        {
            Loss.OutputGradient => 1,
            Loss.HalfSquaredError or Loss.CategoricalCrossEntropy or Loss.KullbackLeiblerDivergence => samples,
            _ => (double)samples * outputs,
        };

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
