namespace ModelCompiler.Tests.Losses;

/// <summary>
/// PyTorch's losses from their definitions, in double precision: of one sample, from what stands before a sigmoid or a softmax, and not yet
/// divided by anything.
/// </summary>
internal static class LossFormula
{
    public delegate double OfSample(double[] values, float[] targets);

    /// <summary><c>torch.nn.CrossEntropyLoss(label_smoothing=smoothing)</c>: rows of probabilities.</summary>
    public static OfSample CrossEntropy(double smoothing) =>
        (z, y) =>
        {
            double logSum = LogSumExp(z);
            return -z.Select((value, i) => ((y[i] * (1 - smoothing)) + (smoothing / z.Length)) * (value - logSum)).Sum();
        };

    /// <summary>The same of numbers of classes, one for each of the positions, whose classes lie <paramref name="stride"/> apart.</summary>
    public static OfSample SparseCrossEntropy(double smoothing, int classes, int stride) =>
        (z, y) =>
            y.Select(
                    (target, position) =>
                    {
                        if (target == ClassTargets.Ignored)
                            return 0;
                        int first = stride == 1 ? position * classes : position;
                        double[] row = [.. Enumerable.Range(0, classes).Select(number => z[first + (number * stride)])];
                        double logSum = LogSumExp(row);
                        return ((1 - smoothing) * (logSum - row[(int)target])) + (smoothing * row.Average(value => logSum - value));
                    }
                )
                .Sum();

    /// <summary><c>torch.nn.BCEWithLogitsLoss(pos_weight=weight)</c>.</summary>
    public static OfSample BinaryCrossEntropy(double weight) =>
        (z, y) => z.Select((value, i) => (weight * y[i] * Softplus(-value)) + ((1 - y[i]) * Softplus(value))).Sum();

    /// <summary><c>torchvision.ops.sigmoid_focal_loss</c>.</summary>
    public static OfSample Focal(double alpha, double gamma) =>
        (z, y) =>
            z.Select(
                    (value, i) =>
                    {
                        double p = 1 / (1 + Math.Exp(-value)),
                            entropy = (y[i] * Softplus(-value)) + ((1 - y[i]) * Softplus(value)),
                            ofTarget = (p * y[i]) + ((1 - p) * (1 - y[i])),
                            loss = entropy * Math.Pow(1 - ofTarget, gamma);
                        return alpha >= 0 ? ((alpha * y[i]) + ((1 - alpha) * (1 - y[i]))) * loss : loss;
                    }
                )
                .Sum();

    /// <summary><c>torch.nn.GaussianNLLLoss</c> of rows of means and variances, all above 1e-6.</summary>
    public static OfSample Gaussian =>
        (z, y) => y.Select((target, i) => 0.5 * (Math.Log(z[y.Length + i]) + (Math.Pow(z[i] - target, 2) / z[y.Length + i]))).Sum();

    /// <summary><c>torch.nn.CosineEmbeddingLoss</c> of pairs that are alike.</summary>
    public static OfSample Cosine =>
        (z, y) =>
            1
            - (
                z.Select((value, i) => value * y[i]).Sum()
                / Math.Sqrt((z.Sum(value => value * value) + 1e-12) * (y.Sum(value => (double)value * value) + 1e-12))
            );

    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double LogSumExp(double[] values)
    {
        double largest = values.Max();
        return largest + Math.Log(values.Sum(value => Math.Exp(value - largest)));
    }
}
