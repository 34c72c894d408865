using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// Targets that are sequences of labels, of <see cref="Loss.ConnectionistTemporalClassification"/>: for each sample a row of as many
/// numbers of classes as the longest may have, <see cref="ClassTargets.Ignored"/> behind the last label.
/// </summary>
public static class LabelSequences
{
    /// <summary>The rows of targets of some samples, for a <see cref="Dataset"/> or a gradient. Allocates the result.</summary>
    /// <param name="sequences">The labels of each sample; a sample may have none.</param>
    /// <param name="targetLength">The targets of a sample: the loss's <c>TargetLength</c>.</param>
    /// <returns>n × <paramref name="targetLength"/> values.</returns>
    /// <exception cref="ArgumentNullException">The sequences, or one of them, are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="targetLength"/> is not positive.</exception>
    /// <exception cref="ArgumentException">A sample has more labels.</exception>
    public static float[] Rows(IReadOnlyList<int[]> sequences, int targetLength)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetLength);
        float[] rows = new float[ElementCount.Of(sequences.Count, "samples", targetLength, "targets", nameof(sequences))];
        rows.AsSpan().Fill(ClassTargets.Ignored);
        for (int sample = 0; sample < sequences.Count; sample++)
        {
            int[] labels = sequences[sample] ?? throw new ArgumentNullException(nameof(sequences), $"Sample {sample} is null.");
            if (labels.Length > targetLength)
                throw new ArgumentException(
                    $"Sample {sample} has {Amount.Of(labels.Length, "label")}, but there are {Amount.Of(targetLength, "target")} for each.",
                    nameof(sequences)
                );
            for (int index = 0; index < labels.Length; index++)
                rows[(sample * targetLength) + index] = labels[index];
        }

        return rows;
    }

    /// <summary>The labels of a row: those before <see cref="ClassTargets.Ignored"/>. Does not allocate.</summary>
    /// <param name="targets">The row.</param>
    public static int Count(ReadOnlySpan<float> targets) =>
        targets.IndexOf(ClassTargets.Ignored) is >= 0 and var count ? count : targets.Length;

    /// <summary>
    /// The fewest steps that labels fit into: one for each, and one for the blank between two that are equal. Does not allocate.
    /// </summary>
    /// <param name="labels">The labels, and nothing behind them.</param>
    public static int StepsNeeded(ReadOnlySpan<float> labels)
    {
        int needed = labels.Length;
        for (int index = 1; index < labels.Length; index++)
            if (labels[index] == labels[index - 1])
                needed++;
        return needed;
    }

    /// <summary>Checks the labels of one of the heads; generated code does before it touches anything. Does not allocate.</summary>
    /// <param name="targets">The targets of all heads.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="steps">The steps of a sample.</param>
    /// <param name="mustFit">Whether the labels must fit into the steps.</param>
    /// <param name="inputs">Whole samples, each of which ends with the number of its steps that count; none where all do.</param>
    /// <param name="head">The head's name; empty where there is one.</param>
    /// <exception cref="ArgumentException">A label is none, stands behind the end, or labels do not fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(
        ReadOnlySpan<float> targets,
        int targetSize,
        int start,
        int count,
        int classes,
        int blank,
        int steps,
        bool mustFit,
        ReadOnlySpan<float> inputs,
        string head
    )
    {
        int samples = targets.Length / targetSize;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> row = targets.Slice((sample * targetSize) + start, count);
            int labels = Count(row);
            for (int index = 0; index < count; index++)
            {
                if (index < labels ? !IsLabel(row[index], classes, blank) : row[index] != ClassTargets.Ignored)
                    Throw(sample, index, row[index], labels, classes, blank, head);
            }

            int needed = StepsNeeded(row[..labels]),
                counting = inputs.IsEmpty ? steps : Length(inputs, inputs.Length / samples, sample, steps);
            if (mustFit && needed > counting)
                ThrowTooLong(sample, labels, needed, counting, head);
        }
    }

    // A length that is none is told by another check.
    private static int Length(ReadOnlySpan<float> inputs, int inputSize, int sample, int steps) =>
        inputs[(sample * inputSize) + inputSize - 1] is var length && length >= 1 && length <= steps ? (int)length : steps;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLabel(float target, int classes, int blank) =>
        target >= 0 && target < classes && target != blank && target == (int)target;

    private static void Throw(int sample, int index, float target, int labels, int classes, int blank, string head) =>
        throw new ArgumentException(
            index < labels
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Label {index} of sample {sample}{Of(head)} is {target}, but labels are whole numbers from 0 to {classes - 1} other "
                        + $"than the blank, {blank}; {ClassTargets.Ignored} stands behind the last one."
                )
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Target {index} of sample {sample}{Of(head)} is {target}, but stands behind {ClassTargets.Ignored} at {labels}, which "
                        + $"ends its labels."
                ),
            "targets"
        );

    private static void ThrowTooLong(int sample, int labels, int needed, int counting, string head) =>
        throw new ArgumentException(
            $"Sample {sample}{Of(head)} has {Amount.Of(labels, "label")}, which {(labels == 1 ? "needs" : "need")} "
                + $"{Amount.Of(needed, "step")} with a blank between equal ones, but {Amount.Of(counting, "step")} "
                + $"{(counting == 1 ? "counts" : "count")}: its loss would be infinite. Leave it out, give it more steps, or let "
                + "such samples count as a loss of 0 (ZeroInfinity = true).",
            "targets"
        );

    private static string Of(string head) => head.Length == 0 ? string.Empty : $" of '{head}'";
}
