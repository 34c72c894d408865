namespace ModelCompiler;

/// <summary>Counts of right answers in a batch. The lengths are the caller's business.</summary>
internal static class AccuracyCounts
{
    /// <summary>The samples whose largest output is at the true class.</summary>
    public static int LargestIsAt(ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, int classCount)
    {
        int correct = 0;
        for (int sample = 0; sample < classes.Length; sample++)
            if (Metrics.IndexOfLargest(outputs.Slice(sample * classCount, classCount)) == classes[sample])
                correct++;
        return correct;
    }

    /// <summary>The samples whose largest output is where the largest target is.</summary>
    public static int LargestIsAtLargest(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int classCount)
    {
        int correct = 0;
        for (int start = 0; start < outputs.Length; start += classCount)
            if (Metrics.IndexOfLargest(outputs.Slice(start, classCount)) == Metrics.IndexOfLargest(targets.Slice(start, classCount)))
                correct++;
        return correct;
    }

    /// <summary>The outputs on the same side of the threshold as the targets are of 0.5; a NaN is on neither side.</summary>
    public static int SameSide(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, float threshold)
    {
        int correct = 0;
        for (int i = 0; i < outputs.Length; i++)
            if (targets[i] > 0.5f ? outputs[i] > threshold : outputs[i] <= threshold)
                correct++;
        return correct;
    }
}
