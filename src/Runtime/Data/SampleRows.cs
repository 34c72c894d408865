namespace ModelCompiler;

/// <summary>Copies scattered samples into contiguous buffers, the way a shuffled batch is made. Does not allocate.</summary>
internal static class SampleRows
{
    /// <summary>Copies the rows of the given samples, in order.</summary>
    /// <param name="source">All rows.</param>
    /// <param name="rowSize">The number of values of a row.</param>
    /// <param name="samples">Which rows.</param>
    /// <param name="destination">At least <c>samples.Length * rowSize</c> values.</param>
    public static void Gather(ReadOnlySpan<float> source, int rowSize, ReadOnlySpan<int> samples, Span<float> destination)
    {
        // A copy call costs more than it moves when a row is one value, which is what most regression targets are.
        if (rowSize == 1)
        {
            for (int i = 0; i < samples.Length; i++)
                destination[i] = source[samples[i]];
            return;
        }

        for (int i = 0; i < samples.Length; i++)
            source.Slice(samples[i] * rowSize, rowSize).CopyTo(destination.Slice(i * rowSize, rowSize));
    }

    /// <summary>Copies the class indices of the given samples, in order.</summary>
    public static void Gather(ReadOnlySpan<int> source, ReadOnlySpan<int> samples, Span<int> destination)
    {
        for (int i = 0; i < samples.Length; i++)
            destination[i] = source[samples[i]];
    }
}
