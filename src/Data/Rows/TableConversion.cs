namespace ModelCompiler.Data;

/// <summary>
/// Converts CSV files of any size into files of rows that are trained from (<see cref="RowFile.Open"/>): once, row by row, without holding
/// the file in memory. What <see cref="Table.Read(string, TableOptions)"/> reads is read, with the same options.
/// </summary>
public static class TableConversion
{
    // As many rows at a time as texts of are made and encoded together.
    private const int RowsAtATime = 1024;

    private delegate float[] InputsOfRows(Table table, int[] rows);

    /// <summary>Converts columns of numbers.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="rowPath">The file of rows; it appears as a whole, or not at all.</param>
    /// <param name="inputs">The columns of the inputs, at least one.</param>
    /// <param name="targets">The columns of the targets, at least one.</param>
    /// <param name="options">How the CSV file is to be read.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no table, lacks a column, or a text is missing or no number; the message names
    /// file, row and column.</exception>
    /// <exception cref="IOException">The file of rows cannot be written.</exception>
    public static long Convert(string path, string rowPath, string[] inputs, string[] targets, TableOptions? options = null)
    {
        CheckColumns(inputs, nameof(inputs));
        CheckColumns(targets, nameof(targets));
        CheckPaths(path, rowPath);
        using var writer = new RowFileWriter(rowPath, inputs.Length, targets.Length);
        return Convert(path, options, writer, (table, rows) => writer.Add(Numbers(table, rows, inputs), Numbers(table, rows, targets)));
    }

    /// <summary>Converts rows with an encoder for the inputs, and columns of numbers for the targets.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="rowPath">The file of rows; it appears as a whole, or not at all.</param>
    /// <param name="encoder">Makes the inputs; fitted on a part of the data that fits into memory.</param>
    /// <param name="targets">The columns of the targets, at least one.</param>
    /// <param name="options">How the CSV file is to be read.</param>
    /// <returns>The number of rows.</returns>
    /// <inheritdoc cref="Convert(string, string, string[], string[], TableOptions)"/>
    public static long Convert(string path, string rowPath, FeatureEncoder encoder, string[] targets, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        CheckColumns(targets, nameof(targets));
        CheckPaths(path, rowPath);
        using var writer = new RowFileWriter(rowPath, encoder.InputSize, targets.Length);
        return Convert(path, options, writer, (table, rows) => writer.Add(encoder.Encode(table, rows), Numbers(table, rows, targets)));
    }

    /// <summary>Converts rows with an encoder for the inputs, and a column of categories that become classes.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="rowPath">The file of rows; it appears as a whole, or not at all.</param>
    /// <param name="encoder">Makes the inputs; fitted on a part of the data that fits into memory.</param>
    /// <param name="classes">The column of the classes and their names, in the order of their numbers.</param>
    /// <param name="options">How the CSV file is to be read.</param>
    /// <returns>The number of rows.</returns>
    /// <inheritdoc cref="Convert(string, string, string[], string[], TableOptions)"/>
    public static long Convert(string path, string rowPath, FeatureEncoder encoder, CategoryFeature classes, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return Convert(path, rowPath, encoder.InputSize, (table, rows) => encoder.Encode(table, rows), classes, options);
    }

    /// <summary>Converts columns of numbers for the inputs, and a column of categories that become classes.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="rowPath">The file of rows; it appears as a whole, or not at all.</param>
    /// <param name="inputs">The columns of the inputs, at least one.</param>
    /// <param name="classes">The column of the classes and their names, in the order of their numbers.</param>
    /// <param name="options">How the CSV file is to be read.</param>
    /// <returns>The number of rows.</returns>
    /// <inheritdoc cref="Convert(string, string, string[], string[], TableOptions)"/>
    public static long Convert(string path, string rowPath, string[] inputs, CategoryFeature classes, TableOptions? options = null)
    {
        CheckColumns(inputs, nameof(inputs));
        return Convert(path, rowPath, inputs.Length, (table, rows) => Numbers(table, rows, inputs), classes, options);
    }

    private static long Convert(
        string path,
        string rowPath,
        int inputSize,
        InputsOfRows encode,
        CategoryFeature classes,
        TableOptions? options
    )
    {
        ArgumentNullException.ThrowIfNull(classes);
        CheckPaths(path, rowPath);
        using RowFileWriter writer = RowFileWriter.ForClasses(rowPath, inputSize, classes.Categories.Length);
        return Convert(path, options, writer, (table, rows) => writer.Add(encode(table, rows), Indices(table, rows, classes)));
    }

    private static long Convert(string path, TableOptions? options, RowFileWriter writer, Action<Table, int[]> add)
    {
        long count = 0;
        using var text = new StreamReader(path);
        foreach (Table part in TableReader.ReadParts(text, path, options ?? new TableOptions(), RowsAtATime))
        {
            add(part, [.. Enumerable.Range(0, part.RowCount)]);
            count += part.RowCount;
        }

        if (count == 0)
            throw new InvalidDataException($"'{path}' has no rows, so that there is nothing to convert.");
        writer.Complete();
        return count;
    }

    private static void CheckPaths(string path, string rowPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(rowPath);
        if (Path.GetFullPath(path) == Path.GetFullPath(rowPath))
            throw new ArgumentException(
                $"The rows would replace '{path}', which they are read from: choose another name.",
                nameof(rowPath)
            );
    }

    private static float[] Numbers(Table table, int[] rows, string[] columns)
    {
        float[] numbers = new float[rows.Length * columns.Length];
        foreach (int row in rows)
            for (int column = 0; column < columns.Length; column++)
                numbers[(row * columns.Length) + column] = (float)(
                    table.Number(row, columns[column]) ?? throw table.Missing(row, columns[column])
                );
        return numbers;
    }

    private static int[] Indices(Table table, int[] rows, CategoryFeature classes)
    {
        int[] indices = new int[rows.Length];
        foreach (int row in rows)
        {
            string name = table.Text(row, classes.Column) ?? throw table.Missing(row, classes.Column);
            indices[row] = Array.IndexOf(classes.Categories, name);
            if (indices[row] < 0)
                throw table.Wrong(row, classes.Column, $"is '{name}', which is none of {string.Join(", ", classes.Categories)}");
        }

        return indices;
    }

    private static void CheckColumns(string[] columns, string argument)
    {
        ArgumentNullException.ThrowIfNull(columns, argument);
        if (columns.Length == 0)
            throw new ArgumentException("Name at least one column.", argument);
    }
}
