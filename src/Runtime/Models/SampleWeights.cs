using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// How much samples count: the loss of a batch is <c>sum w_i loss_i / sum w_i</c>, as PyTorch's with weights of classes. A weight of 2
/// counts as the sample twice, one of 0 as no sample.
/// </summary>
public static class SampleWeights
{
    /// <summary>
    /// A weight for each class by which all classes count alike: <c>samples / (classes x samples of the class)</c>, scikit-learn's
    /// <c>balanced</c>. A class without samples gets 0. Allocates the result.
    /// </summary>
    /// <param name="classes">The class of each sample.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is below 1, or a class is none of them.</exception>
    public static float[] Balanced(ReadOnlySpan<int> classes, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        long[] counts = new long[classCount];
        foreach (int number in classes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(classes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, classCount, nameof(classes));
            counts[number]++;
        }

        return Balanced(counts);
    }

    /// <summary>The same from the number of samples of each class: <see cref="RowSource.CountClasses"/>. Allocates the result.</summary>
    /// <param name="counts">The samples of each class.</param>
    public static float[] Balanced(ReadOnlySpan<long> counts)
    {
        double samples = 0;
        int present = 0;
        foreach (long count in counts)
        {
            samples += count;
            present += count > 0 ? 1 : 0;
        }

        float[] weights = new float[counts.Length];
        for (int each = 0; each < weights.Length; each++)
            weights[each] = counts[each] == 0 ? 0f : (float)(samples / ((double)present * counts[each]));
        return weights;
    }

    /// <summary>Checks the weights of a batch; generated code does before it touches anything. Does not allocate.</summary>
    /// <param name="weights">The weights; none at all is right.</param>
    /// <param name="samples">The samples of the batch.</param>
    /// <exception cref="ArgumentException">There are not as many as samples, or one is negative or not finite.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(ReadOnlySpan<float> weights, int samples)
    {
        if (weights.IsEmpty)
            return;
        if (weights.Length != samples)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample needs", "samples need")} {Amount.Of(samples, "weight")}, but {weights.Length} were given.",
                nameof(weights)
            );
        for (int sample = 0; sample < weights.Length; sample++)
            if (!(weights[sample] >= 0f && weights[sample] <= float.MaxValue))
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The weight of sample {sample} is {weights[sample]}, but must be a finite number of at least 0."
                    ),
                    nameof(weights)
                );
    }

    /// <summary>What the sum of a batch's losses is divided by: its samples, or the sum of their weights. Does not allocate.</summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="samples">The samples of the batch.</param>
    /// <returns>Infinity where no sample counts: the mean is then 0.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Total(ReadOnlySpan<float> weights, int samples) => Divisor(Sum(weights, samples));

    /// <summary>
    /// What the sum of a batch's losses of elements is divided by, besides the outputs of a sample: its samples, each by its weight and by
    /// the part of its targets that is there. Does not allocate.
    /// </summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="targets">The targets of all heads.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="count">How many they are.</param>
    /// <returns>Infinity where nothing counts: the mean is then 0.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Present(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, int targetSize, int start, int count) =>
        Divisor(PresentSum(weights, targets, targetSize, start, count));

    /// <summary>The same of the only head.</summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="targetSize">Those of a sample.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Present(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, int targetSize) =>
        Present(weights, targets, targetSize, 0, targetSize);

    /// <summary>The samples of a batch, each by its weight and by the part of its targets that is there. Does not allocate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double PresentSum(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, int targetSize, int start, int count)
    {
        int samples = targets.Length / targetSize;
        if (!MissingTarget.Any(targets))
            return Sum(weights, samples);
        double sum = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            int there = count - MissingTarget.Count(targets.Slice((sample * targetSize) + start, count));
            sum += (weights.IsEmpty ? 1.0 : weights[sample]) * there / count;
        }

        return sum;
    }

    /// <summary>The samples of a batch, or the sum of their weights. Does not allocate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Sum(ReadOnlySpan<float> weights, int samples)
    {
        if (weights.IsEmpty)
            return samples;
        double sum = 0;
        foreach (float weight in weights)
            sum += weight;
        return sum;
    }

    /// <summary>The steps of all samples that count, each by the weight of its sample. Does not allocate.</summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="inputs">Whole samples, each of which ends with its length.</param>
    /// <param name="inputSize">The values of a sample.</param>
    /// <param name="targets">The targets of all heads, of which some may be missing.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="features">Its targets of a step.</param>
    /// <returns>Infinity where no step counts: the mean is then 0.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Steps(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> inputs,
        int inputSize,
        ReadOnlySpan<float> targets,
        int targetSize,
        int start,
        int features
    )
    {
        bool areThere = !MissingTarget.Any(targets);
        if (weights.IsEmpty && areThere)
            return SequenceLengths.Total(inputs, inputSize);
        double total = 0;
        for (int sample = 0; sample < inputs.Length / inputSize; sample++)
        {
            double steps = inputs[(sample * inputSize) + inputSize - 1];
            if (!areThere)
                steps -= (double)MissingTarget.Count(targets.Slice((sample * targetSize) + start, (int)steps * features)) / features;
            total += (weights.IsEmpty ? 1.0 : weights[sample]) * steps;
        }

        return Divisor(total);
    }

    /// <summary>How many targets count, each by the weight of its sample. Does not allocate.</summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="targets">Targets as floats, or none.</param>
    /// <param name="classes">Targets as whole numbers, or none.</param>
    /// <param name="targetSize">The targets of a sample.</param>
    /// <returns>Infinity where none counts: the mean is then 0.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Targets(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, int targetSize) =>
        Divisor(Counting(weights, targets, classes, targetSize));

    /// <summary>How many targets count, each by the weight of its sample. Does not allocate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Counting(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, int targetSize)
    {
        if (weights.IsEmpty)
            return ClassTargets.Counting(targets, classes);
        double total = 0;
        for (int sample = 0; sample < weights.Length; sample++)
            total +=
                (double)weights[sample]
                * ClassTargets.Counting(
                    targets.IsEmpty ? targets : targets.Slice(sample * targetSize, targetSize),
                    classes.IsEmpty ? classes : classes.Slice(sample * targetSize, targetSize)
                );
        return total;
    }

    /// <summary>How many targets of one of several heads count, each by the weight of its sample. Does not allocate.</summary>
    /// <param name="weights">The weights, or none.</param>
    /// <param name="targets">The targets of all heads.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="count">How many they are.</param>
    /// <returns>Infinity where none counts: the mean is then 0.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Targets(ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, int targetSize, int start, int count)
    {
        double total = 0;
        for (int sample = 0; sample < targets.Length / targetSize; sample++)
            total +=
                (weights.IsEmpty ? 1.0 : weights[sample])
                * ClassTargets.Counting(targets.Slice((sample * targetSize) + start, count), default);
        return Divisor(total);
    }

    // A sum of nothing is nothing: dividing by infinity makes the mean 0.
    private static double Divisor(double total) => total == 0 ? double.PositiveInfinity : total;
}
