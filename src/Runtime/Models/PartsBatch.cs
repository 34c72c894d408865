using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// Rows in the memory of a thread, for a batch whose inputs and outputs lie apart; generated code uses it. Batches of any size go through
/// in parts. Does not allocate after a thread's first.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartsBatch
{
    // As many floats of rows as a cache holds.
    private const int RowFloats = 1 << 17;

    /// <summary>The samples that go through together.</summary>
    /// <param name="rowSize">The values of a row.</param>
    public static int Block(int rowSize) => Math.Max(16, RowFloats / rowSize);

    /// <summary>Checks the first part of a batch and counts its samples.</summary>
    /// <param name="part">The values.</param>
    /// <param name="size">Those of a sample.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">It is empty, or not a whole number of samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Samples(ReadOnlySpan<float> part, int size, string name)
    {
        if (part.IsEmpty || part.Length % size != 0)
            throw new ArgumentException(
                $"A sample has {Amount.Of(size, "value")} of '{name}', but {Amount.Of(part.Length, "value is", "values are")} not a whole "
                    + "number of samples.",
                name
            );
        return part.Length / size;
    }

    /// <summary>Checks that another part has as many samples.</summary>
    /// <param name="part">The values.</param>
    /// <param name="size">Those of a sample.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">It has not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(ReadOnlySpan<float> part, int size, int samples, string name)
    {
        if (part.Length != (long)samples * size)
            throw new ArgumentException(
                $"{Amount.Of(samples, "sample has", "samples have")} {samples} × {size} values of '{name}', but {part.Length} were given.",
                name
            );
    }

    /// <summary>Checks that what is written lies apart from something else.</summary>
    /// <param name="written">The memory of an output.</param>
    /// <param name="other">Other memory of the batch.</param>
    /// <param name="name">What the output is called.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apart(ReadOnlySpan<float> written, ReadOnlySpan<float> other, string name)
    {
        if (written.Overlaps(other))
            throw new ArgumentException($"The memory of '{name}' overlaps another part of the batch: use separate memory.", name);
    }

    /// <summary>Memory of the thread for the inputs of some samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rowSize">The values of a row.</param>
    public static Span<float> Inputs(int samples, int rowSize) => PredictionScratch.GetInput(samples * rowSize);

    /// <summary>Memory of the thread for the outputs of some samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rowSize">The values of a row.</param>
    public static Span<float> Outputs(int samples, int rowSize) => PredictionScratch.GetOutput(samples * rowSize);

    /// <summary>Copies the values of one input into rows.</summary>
    /// <param name="part">The values of all samples.</param>
    /// <param name="size">Those of a sample.</param>
    /// <param name="first">The first of the samples.</param>
    /// <param name="rows">The rows of some samples.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <param name="start">Where in a row the part starts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put(ReadOnlySpan<float> part, int size, int first, Span<float> rows, int rowSize, int start) =>
        SampleRows.Put(part.Slice(first * size, rows.Length / rowSize * size), rows, rowSize, start);

    /// <summary>Copies the values of one output out of rows.</summary>
    /// <param name="rows">The rows of some samples.</param>
    /// <param name="rowSize">The values of a row.</param>
    /// <param name="start">Where in a row the part starts.</param>
    /// <param name="part">Receives the values, among those of all samples.</param>
    /// <param name="size">Those of a sample.</param>
    /// <param name="first">The first of the samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Take(ReadOnlySpan<float> rows, int rowSize, int start, Span<float> part, int size, int first) =>
        SampleRows.Take(rows, rowSize, start, part.Slice(first * size, rows.Length / rowSize * size), size);
}
