using Parquet;
using Parquet.Schema;

namespace ModelCompiler.Data;

/// <summary>Reads columns of one type of a Parquet file.</summary>
internal abstract class ParquetColumnReader
{
    /// <summary>Reads a column of a group into every so many-th value.</summary>
    /// <param name="wait">Waits for the library.</param>
    /// <param name="reader">The group.</param>
    /// <param name="field">The column.</param>
    /// <param name="values">Receives the values.</param>
    /// <param name="distance">From one value to the next.</param>
    /// <exception cref="MissingValueException">A value is missing.</exception>
    public abstract void Read(Func<Task<bool>, bool> wait, ParquetRowGroupReader reader, DataField field, Span<float> values, int distance);
}

/// <summary>Reads columns of one type of a Parquet file.</summary>
/// <param name="widen">What becomes of a value.</param>
internal sealed class ParquetColumnReader<TElement>(Func<TElement, float> widen) : ParquetColumnReader
    where TElement : struct
{
    /// <inheritdoc/>
    public override void Read(Func<Task<bool>, bool> wait, ParquetRowGroupReader reader, DataField field, Span<float> values, int distance)
    {
        int count = checked((int)reader.RowCount);
        if (field.IsNullable)
        {
            var nullable = new TElement?[count];
            wait(Done(reader.ReadAsync<TElement>(field, nullable.AsMemory())));
            for (int row = 0; row < count; row++)
                values[row * distance] = nullable[row] is { } value ? widen(value) : throw new MissingValueException(row);
            return;
        }

        var elements = new TElement[count];
        wait(Done(reader.ReadAsync<TElement>(field, elements.AsMemory())));
        for (int row = 0; row < count; row++)
            values[row * distance] = widen(elements[row]);
    }

    private static async Task<bool> Done(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
