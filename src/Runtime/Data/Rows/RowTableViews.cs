namespace ModelCompiler;

/// <content>Where tables come from.</content>
public abstract partial class RowTable
{
    /// <summary>Rows in memory, which is kept and not copied.</summary>
    /// <param name="values">n × <paramref name="size"/> values, row after row; finite.</param>
    /// <param name="size">The number of values of a row, at least 1.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ArgumentException">There is no whole number of rows, or a value is not finite.</exception>
    public static RowTable InMemory(ReadOnlyMemory<float> values, int size, string name = "memory")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (values.Length % size != 0)
            throw new ArgumentException(
                $"{Amount.Of(values.Length, "value is", "values are")} no whole number of rows of {Amount.Of(size, "value")}.",
                nameof(values)
            );
        DatasetValidation.Inputs(values.Span, size);
        return new MemoryRows(name, new SampleTable(values, values.Length / size, size));
    }

    /// <summary>Opens a file of nothing but elements, row after row, the lowest byte of an element first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The type of the elements. Other types than floats become the nearest float.</param>
    /// <param name="size">The number of elements of a row, at least 1.</param>
    /// <param name="divisor">What each value is divided by, as 255 for bytes of images: finite and not 0.</param>
    /// <param name="offset">The bytes before the first row, at least 0.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no whole number of rows.</exception>
    public static RowTable Raw(string path, TensorType type, int size, float divisor = 1, long offset = 0) =>
        FlatFormats.Raw(path, type, size, divisor, offset);

    /// <summary>
    /// Opens an IDX file, as MNIST's: the first dimension counts the rows. Compressed ones have to be unpacked first.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="divisor">What each value is divided by, as 255 for images: finite and not 0.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is none, or shorter or longer than its header says.</exception>
    public static RowTable Idx(string path, float divisor = 1) => FlatFormats.Idx(path, divisor);

    /// <summary>Opens an array of NumPy (<c>.npy</c>): the first dimension counts the rows, the others make the values of a row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="divisor">What each value is divided by: finite and not 0.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is none, or shorter or longer than its header says, has elements that are no numbers, or is stored column after column.
    /// </exception>
    public static RowTable Npy(string path, float divisor = 1) => FlatFormats.Npy(path, divisor);

    /// <summary>Opens a tensor of a safetensors file: the first dimension counts the rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="divisor">What each value is divided by: finite and not 0.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafeTensorsException">The file is none, or shorter or longer than its header says.</exception>
    /// <exception cref="InvalidDataException">There is no such tensor, it has no dimension, or its type is unknown.</exception>
    public static RowTable SafeTensors(string path, string tensor, float divisor = 1) => FlatFormats.SafeTensors(path, tensor, divisor);

    /// <summary>Consecutive rows, as a view that closes nothing: the parts of a split.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows reach outside the table.</exception>
    public RowTable Slice(long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - count);
        return new SliceRows(this, first, count);
    }

    /// <summary>
    /// Consecutive columns, as a view that closes nothing: inputs and targets of rows that hold both. Each view reads whole rows.
    /// </summary>
    /// <param name="first">The first column, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The columns reach outside the table.</exception>
    public RowTable Columns(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Size - count);
        return new ColumnRows(this, first, count);
    }
}
