namespace ModelCompiler.Data;

/// <summary>
/// Opens files that are stored column after column as rows of numbers. They are read in groups of many rows, of which the latest stays in
/// memory: good for one pass in order, which <see cref="RowFile.Write"/> and <see cref="Standardizer.Fit(RowTable)"/> are, and for training
/// without shuffling. To shuffle, convert them once.
/// </summary>
/// <remarks>Columns of numbers and truth values are read, all else is refused with file and column. A missing value is refused when it is
/// read, with file, row and column.</remarks>
/// <example><code>
/// using (RowSource parquet = RowSource.ForTargets(
///     ColumnFiles.Parquet("flights.parquet", "distance", "hour"), ColumnFiles.Parquet("flights.parquet", "delay")))
///     RowFile.Write("flights.safetensors", parquet);
/// using RowSource train = RowFile.Open("flights.safetensors");
/// </code></example>
public static class ColumnFiles
{
    /// <summary>Opens columns of a Parquet file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns of a row, in order; none for all.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is none, lacks a column, or a column holds texts, lists or anything else that is no
    /// number; the message names file and column.</exception>
    public static RowTable Parquet(string path, params string[] columns) => ParquetRows.Open(path, columns);

    /// <summary>Opens columns of an Arrow IPC file (Feather version 2), not compressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns of a row, in order; none for all.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is none, lacks a column, or a column holds texts, lists or anything else that is no
    /// number; the message names file and column.</exception>
    public static RowTable Arrow(string path, params string[] columns) => ArrowRows.Open(path, columns);
}
