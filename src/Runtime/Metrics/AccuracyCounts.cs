namespace ModelCompiler;

/// <summary>
/// Counts of right answers in a batch; a sample with a NaN among its outputs has none. The lengths are the caller's business.
/// </summary>
internal static class AccuracyCounts
{
    /// <summary>The samples whose largest output is at the true class.</summary>
    public static int LargestIsAt(ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, int classCount)
    {
        int correct = 0;
        for (int sample = 0; sample < classes.Length; sample++)
        {
            ReadOnlySpan<float> row = outputs.Slice(sample * classCount, classCount);
            if (Metrics.IndexOfLargest(row) == classes[sample] && !HasNaN(row))
                correct++;
        }

        return correct;
    }

    /// <summary>The samples whose largest output is where the largest target is.</summary>
    public static int LargestIsAtLargest(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int classCount)
    {
        int correct = 0;
        for (int start = 0; start < outputs.Length; start += classCount)
        {
            ReadOnlySpan<float> row = outputs.Slice(start, classCount);
            if (Metrics.IndexOfLargest(row) == Metrics.IndexOfLargest(targets.Slice(start, classCount)) && !HasNaN(row))
                correct++;
        }

        return correct;
    }

    /// <summary>The positions whose largest output is at the class that their target is the number of.</summary>
    /// <param name="outputs">The outputs of whole samples.</param>
    /// <param name="targets">The numbers of their classes, or <see cref="ClassTargets.Ignored"/>.</param>
    /// <param name="outputSize">The outputs of a sample.</param>
    /// <param name="targetSize">The positions of a sample.</param>
    /// <param name="stride">The outputs from one class of a position to its next.</param>
    public static int LargestIsAt(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, int targetSize, int stride)
    {
        int correct = 0,
            classCount = outputSize / targetSize;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] == ClassTargets.Ignored)
                continue;
            int sample = i / targetSize * outputSize,
                position = i % targetSize * (stride == 1 ? classCount : 1);
            ReadOnlySpan<float> row = outputs[(sample + position)..];
            int largest = 0;
            bool hasNaN = false;
            for (int j = 0; j < classCount; j++)
            {
                hasNaN |= float.IsNaN(row[j * stride]);
                if (row[j * stride] > row[largest * stride])
                    largest = j;
            }

            if (largest == targets[i] && !hasNaN)
                correct++;
        }

        return correct;
    }

    /// <summary>
    /// The samples the most probable alignment of whose outputs, in the steps that count, has the labels of their targets and no others.
    /// </summary>
    /// <param name="outputs">The outputs of whole samples, of all heads.</param>
    /// <param name="targets">The targets of whole samples, of all heads.</param>
    /// <param name="inputs">The samples.</param>
    /// <param name="description">The model.</param>
    /// <param name="head">The head.</param>
    public static int Decoded(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> inputs,
        ModelDescription description,
        ModelOutput head
    )
    {
        int correct = 0,
            classes = head.Shape[^1];
        for (int sample = 0; sample * description.InputSize < inputs.Length; sample++)
        {
            int steps = description.StepsOf(head, inputs.Slice(sample * description.InputSize, description.InputSize));
            ReadOnlySpan<float> row = outputs.Slice((sample * description.OutputSize) + head.Start, steps * classes),
                labels = targets.Slice((sample * description.TargetSize) + head.TargetStart, head.TargetSize);
            if (!HasNaN(row) && new BestPath(row, classes, head.Blank ?? 0).IsThatOf(labels))
                correct++;
        }

        return correct;
    }

    /// <summary>The samples with a NaN among their outputs.</summary>
    public static int WithNaN(ReadOnlySpan<float> outputs, int outputSize)
    {
        int count = 0;
        for (int start = 0; start < outputs.Length; start += outputSize)
            if (HasNaN(outputs.Slice(start, outputSize)))
                count++;
        return count;
    }

    /// <summary>Whether one of the values is NaN.</summary>
    public static bool HasNaN(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (float.IsNaN(value))
                return true;
        return false;
    }

    /// <summary>The outputs on the same side of the threshold as the targets are of 0.5; a NaN is on neither side.</summary>
    public static int SameSide(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, float threshold)
    {
        int correct = 0;
        for (int i = 0; i < outputs.Length; i++)
            if (!MissingTarget.Is(targets[i]) && (targets[i] > 0.5f ? outputs[i] > threshold : outputs[i] <= threshold))
                correct++;
        return correct;
    }
}
