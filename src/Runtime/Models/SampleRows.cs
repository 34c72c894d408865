using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// Rows of several parts: a sample of a model with several inputs, its outputs, its targets. What was given part by part is put together
/// here, and taken apart again. Thread-safe.
/// </summary>
public static class SampleRows
{
    /// <summary>Rows of the parts of all samples: of each sample the values of the first part, then those of the second. Allocates the
    /// result.</summary>
    /// <param name="samples">The number of samples, at least 1.</param>
    /// <param name="parts">Each part's values of all samples, sample after sample.</param>
    /// <exception cref="ArgumentException">A part is not a whole number of values for each sample.</exception>
    public static float[] Join(int samples, params ReadOnlySpan<float[]> parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        long size = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            ArgumentNullException.ThrowIfNull(parts[part], nameof(parts));
            if (parts[part].Length == 0 || parts[part].Length % samples != 0)
                throw new ArgumentException(
                    $"Part {part} has {Amount.Of(parts[part].Length, "value")}, which is not a whole number for each of "
                        + $"{Amount.Of(samples, "sample")}.",
                    nameof(parts)
                );
            size += parts[part].Length;
        }

        float[] rows = new float[ElementCount.Of(samples, "samples", (int)Math.Min(size / samples, int.MaxValue), "values", nameof(parts))];
        int row = (int)(size / samples),
            start = 0;
        foreach (float[] part in parts)
        {
            Put(part, rows, row, start);
            start += part.Length / samples;
        }

        return rows;
    }

    /// <summary>The values of an output of all samples. Allocates the result.</summary>
    /// <param name="outputs">The outputs of whole samples, as <c>Predict</c> gives them.</param>
    /// <param name="rowSize">The outputs of a sample.</param>
    /// <param name="output">The output, from <see cref="ModelDescription.Outputs"/>.</param>
    /// <exception cref="ArgumentException">The outputs are not a whole number of samples, or have no such part.</exception>
    public static float[] Part(ReadOnlySpan<float> outputs, int rowSize, ModelOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        int samples = BatchCheck.Samples(outputs, rowSize);
        if (output.Start + output.Size > rowSize)
            throw new ArgumentException($"Rows of {Amount.Of(rowSize, "value")} have no output '{output.Name}'.", nameof(rowSize));
        float[] values = new float[samples * output.Size];
        Take(outputs, rowSize, output.Start, values, output.Size);
        return values;
    }

    /// <summary>Copies the values of one part into rows. Does not allocate.</summary>
    /// <param name="part">The values of whole samples.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <param name="start">Where in a row the part starts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Put(ReadOnlySpan<float> part, Span<float> rows, int rowSize, int start)
    {
        int samples = rows.Length / rowSize,
            size = part.Length / samples;
        for (int sample = 0; sample < samples; sample++)
            part.Slice(sample * size, size).CopyTo(rows[((sample * rowSize) + start)..]);
    }

    /// <summary>Copies one part out of rows. Does not allocate.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <param name="start">Where in a row the part starts.</param>
    /// <param name="part">Receives the values of whole samples.</param>
    /// <param name="size">The values of a sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Take(ReadOnlySpan<float> rows, int rowSize, int start, Span<float> part, int size)
    {
        for (int sample = 0; sample < part.Length / size; sample++)
            rows.Slice((sample * rowSize) + start, size).CopyTo(part[(sample * size)..]);
    }
}
