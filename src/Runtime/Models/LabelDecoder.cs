using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// The labels that the outputs of a sequence stand for, of a model with <see cref="Loss.ConnectionistTemporalClassification"/>: one sample
/// at a time, steps × classes probabilities.
/// </summary>
public static class LabelDecoder
{
    /// <summary>
    /// The labels of the most probable alignment: the largest class of each step, runs of equal ones as one, without blanks (Graves et al.
    /// 2006). Does not allocate; thread-safe.
    /// </summary>
    /// <param name="outputs">The outputs of the steps of a sample that count.</param>
    /// <param name="classes">The classes of a step.</param>
    /// <param name="labels">Receives the labels: room for as many as there are steps is enough.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <returns>The number of labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the blank is none of them.</exception>
    /// <exception cref="ArgumentException">The outputs are no whole number of steps, or there is no room for all labels.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BestPath(ReadOnlySpan<float> outputs, int classes, Span<int> labels, int blank = 0)
    {
        Check(outputs, classes, blank);
        int count = 0;
        var path = new BestPath(outputs, classes, blank);
        while (path.MoveNext())
        {
            if (count == labels.Length)
                throw new ArgumentException(
                    $"There is room for {Amount.Of(labels.Length, "label")}, but there are more: {outputs.Length / classes} are enough.",
                    nameof(labels)
                );
            labels[count++] = path.Current;
        }

        return count;
    }

    /// <summary>The labels of the most probable alignment. Allocates them; thread-safe.</summary>
    /// <param name="outputs">The outputs of the steps of a sample that count.</param>
    /// <param name="classes">The classes of a step.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the blank is none of them.</exception>
    /// <exception cref="ArgumentException">The outputs are no whole number of steps.</exception>
    public static int[] BestPath(ReadOnlySpan<float> outputs, int classes, int blank = 0)
    {
        Check(outputs, classes, blank);
        int[] labels = new int[outputs.Length / classes];
        return labels[..BestPath(outputs, classes, labels, blank)];
    }

    /// <summary>
    /// The most probable labels that a beam finds, over all their alignments: prefix beam search (Graves 2012, Hannun et al. 2014). With a
    /// beam that is never full they are the most probable of all. Allocates; thread-safe.
    /// </summary>
    /// <param name="outputs">The outputs of the steps of a sample that count.</param>
    /// <param name="classes">The classes of a step.</param>
    /// <param name="width">How many beginnings are kept after each step: 1 or more, 10 to 100 as a rule.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, the blank is none of them, or the width is not
    /// positive.</exception>
    /// <exception cref="ArgumentException">The outputs are no whole number of steps.</exception>
    public static int[] PrefixBeamSearch(ReadOnlySpan<float> outputs, int classes, int width, int blank = 0)
    {
        Check(outputs, classes, blank);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var beam = new PrefixBeam(width, blank);
        for (int start = 0; start < outputs.Length; start += classes)
            beam.Step(outputs.Slice(start, classes));
        return beam.Best();
    }

    private static void Check(ReadOnlySpan<float> outputs, int classes, int blank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(blank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(blank, classes);
        if (outputs.Length % classes != 0)
            throw new ArgumentException(
                $"{Amount.Of(outputs.Length, "output")} are no whole number of steps of {classes} classes.",
                nameof(outputs)
            );
    }
}
