namespace ModelCompiler;

/// <summary>Measures of predictions against the truth. Sums in double precision; does not allocate; thread-safe.</summary>
public static class Metrics
{
    /// <summary>
    /// The position of the largest value, the first one among equals; the class a model predicts. A NaN is never the largest.
    /// </summary>
    /// <param name="values">At least one value.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("There are no values.", nameof(values));
        return Classes.Largest(values);
    }

    /// <summary>The share of equal entries, from 0 to 1; NaN when there are none.</summary>
    /// <param name="predicted">Predicted class indices.</param>
    /// <param name="actual">True class indices, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Accuracy(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual)
    {
        CheckSameLength(predicted.Length, actual.Length);
        int correct = 0;
        for (int i = 0; i < predicted.Length; i++)
            if (predicted[i] == actual[i])
                correct++;
        return (double)correct / predicted.Length;
    }

    /// <summary>
    /// The share of samples whose largest output is at the true class, from 0 to 1; NaN when there are none. A sample with a NaN among its
    /// outputs is wrong.
    /// </summary>
    /// <param name="outputs">n × <paramref name="classCount"/> outputs of a model.</param>
    /// <param name="actual">n true class indices.</param>
    /// <param name="classCount">The number of outputs of a sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static double Accuracy(ReadOnlySpan<float> outputs, ReadOnlySpan<int> actual, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (outputs.Length != (long)actual.Length * classCount)
            throw new ArgumentException(
                $"{Amount.Of(outputs.Length, "output is", "outputs are")} not {Amount.Of(actual.Length, "sample")} of {classCount}.",
                nameof(outputs)
            );
        return (double)AccuracyCounts.LargestIsAt(outputs, actual, classCount) / actual.Length;
    }

    /// <summary>
    /// The share of outputs on the right side of a threshold, from 0 to 1: an output above it says 1, and so does a target above 0.5. NaN
    /// when there are none; an output that is NaN is wrong.
    /// </summary>
    /// <param name="outputs">Outputs of a model.</param>
    /// <param name="targets">Targets near 0 or 1, as many.</param>
    /// <param name="threshold">The border between 0 and 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double BinaryAccuracy(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, float threshold = 0.5f)
    {
        CheckSameLength(outputs.Length, targets.Length);
        return (double)AccuracyCounts.SameSide(outputs, targets, threshold) / outputs.Length;
    }

    /// <summary>The mean of <c>|p - y|</c>; NaN when there are no values.</summary>
    /// <param name="predictions">Predicted values p.</param>
    /// <param name="targets">True values y, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double MeanAbsoluteError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        CheckSameLength(predictions.Length, targets.Length);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
            sum += Math.Abs((double)predictions[i] - targets[i]);
        return sum / predictions.Length;
    }

    /// <summary>The square root of the mean of <c>(p - y)^2</c>; NaN when there are no values.</summary>
    /// <param name="predictions">Predicted values p.</param>
    /// <param name="targets">True values y, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RootMeanSquaredError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        CheckSameLength(predictions.Length, targets.Length);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            sum += error * error;
        }

        return Math.Sqrt(sum / predictions.Length);
    }

    /// <summary>
    /// The coefficient of determination, <c>1 - sum (p - y)^2 / sum (y - mean y)^2</c>: 1 is perfect, 0 as good as always predicting the
    /// mean, and below 0 worse than that. NaN when the targets do not vary.
    /// </summary>
    /// <param name="predictions">Predicted values p.</param>
    /// <param name="targets">True values y, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RSquared(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        CheckSameLength(predictions.Length, targets.Length);
        double mean = 0;
        foreach (float target in targets)
            mean += target;
        mean /= targets.Length;
        double errors = 0;
        double variation = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            double deviation = targets[i] - mean;
            errors += error * error;
            variation += deviation * deviation;
        }

        return variation == 0 ? double.NaN : 1 - (errors / variation);
    }

    private static void CheckSameLength(int predictions, int targets)
    {
        if (predictions != targets)
            throw new ArgumentException(
                $"There are {predictions} predictions but {targets} true values: pass as many of each.",
                nameof(predictions)
            );
    }
}
