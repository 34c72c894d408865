using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// The lengths of sequences (<see cref="SequenceAttribute.HasLengths"/>): the last value of each sample says how many of its steps count.
/// </summary>
public static class SequenceLengths
{
    /// <summary>
    /// Puts the length of each sample behind its values, as models with lengths take them; the steps behind the end may have any finite
    /// values, zeros say.
    /// </summary>
    /// <param name="sequences">n × <paramref name="size"/> values, sample after sample, each filled up to the declared steps.</param>
    /// <param name="size">The values of a sample: its steps times its features.</param>
    /// <param name="lengths">The n lengths; that they are at least 1 and at most the steps is checked when a model takes them.</param>
    /// <returns>n × (<paramref name="size"/> + 1) values, for a <see cref="Dataset"/> or a prediction.</returns>
    /// <exception cref="ArgumentException">There are not as many lengths as samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public static float[] Append(ReadOnlySpan<float> sequences, int size, ReadOnlySpan<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (sequences.Length != (long)lengths.Length * size)
            throw new ArgumentException(
                $"{lengths.Length} samples of {size} values have {(long)lengths.Length * size}, but {sequences.Length} were given.",
                nameof(sequences)
            );
        float[] rows = new float[ElementCount.Of(lengths.Length, "samples", size + 1, "values", nameof(sequences))];
        for (int sample = 0; sample < lengths.Length; sample++)
        {
            sequences.Slice(sample * size, size).CopyTo(rows.AsSpan(sample * (size + 1)));
            rows[(sample * (size + 1)) + size] = lengths[sample];
        }

        return rows;
    }

    /// <summary>Checks the lengths of whole samples; generated code does before it touches anything. Does not allocate.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="inputSize">The values of a sample, its length included.</param>
    /// <param name="steps">The declared steps.</param>
    /// <exception cref="ArgumentException">A length is not a whole number from 1 to <paramref name="steps"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(ReadOnlySpan<float> inputs, int inputSize, int steps)
    {
        for (int end = inputSize - 1; end < inputs.Length; end += inputSize)
            if (!(inputs[end] >= 1 && inputs[end] <= steps && inputs[end] == (int)inputs[end]))
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The length of sample {end / inputSize}, its last value, is {inputs[end]}, but at least one and at most all of "
                            + $"the {Amount.Of(steps, "step")} must count: a whole number from 1 to {steps}."
                    ),
                    nameof(inputs)
                );
    }

    /// <summary>The steps of all samples that count. Does not allocate.</summary>
    /// <param name="inputs">Whole samples.</param>
    /// <param name="inputSize">The values of a sample, its length included.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Total(ReadOnlySpan<float> inputs, int inputSize)
    {
        long total = 0;
        for (int end = inputSize - 1; end < inputs.Length; end += inputSize)
            total += (long)inputs[end];
        return total;
    }
}
