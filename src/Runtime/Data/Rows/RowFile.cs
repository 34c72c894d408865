namespace ModelCompiler;

/// <summary>Files of rows as this library writes them, for data of any size: safetensors with a tensor each of inputs and
/// targets.</summary>
public static class RowFile
{
    internal const string InputsName = "inputs",
        TargetsName = "targets",
        ClassesName = "classes",
        ClassCountName = "class_count";

    private const int ValuesAtATime = 1 << 18;

    /// <summary>Opens a file that <see cref="RowFileWriter"/> or <see cref="Write"/> has made.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafeTensorsException">The file is none, or shorter or longer than its header says.</exception>
    /// <exception cref="InvalidDataException">It lacks inputs or targets.</exception>
    public static RowSource Open(string path)
    {
        int? classCount = null;
        using (var reader = new SafeTensorsReader(path))
            if (reader.Metadata.TryGetValue(ClassCountName, out string? text))
                classCount =
                    int.TryParse(text, out int count) && count >= 1
                        ? count
                        : throw new InvalidDataException($"'{path}': the number of classes is '{text}'.");
        RowTable inputs = RowTable.SafeTensors(path, InputsName);
        RowTable? targets = null;
        try
        {
            targets = RowTable.SafeTensors(path, classCount is null ? TargetsName : ClassesName);
            return classCount is { } classes ? RowSource.ForClasses(inputs, targets, classes) : RowSource.ForTargets(inputs, targets);
        }
        catch (Exception exception)
        {
            inputs.Dispose();
            targets?.Dispose();
            // Tables that do not fit together are the file's fault here.
            if (exception is ArgumentException)
                throw new InvalidDataException($"'{path}': {exception.Message}", exception);
            throw;
        }
    }

    /// <summary>
    /// Writes all samples of a source to one file, in one pass, replacing one that exists: the way from a format whose rows are slow to
    /// find,
    /// such as Parquet, to one that is trained from. Weights are not written.
    /// </summary>
    /// <param name="path">The file; it appears as a whole, or not at all.</param>
    /// <param name="source">The samples.</param>
    /// <exception cref="InvalidDataException">A value is not finite; the message names file, row and column.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Write(string path, RowSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int targetSize = source.HasClasses ? 0 : source.TargetSize;
        using var writer = new RowFileWriter(path, source.InputSize, source.HasClasses ? 1 : targetSize, source.ClassCount);
        int capacity = (int)Math.Clamp(ValuesAtATime / (source.InputSize + Math.Max(1, targetSize)), 1, Math.Max(1, source.Count));
        var block = new RowBlock(source, capacity);
        for (long first = 0; first < source.Count; first += capacity)
        {
            int count = (int)Math.Min(capacity, source.Count - first);
            source.Read(first, count, block, 0);
            Batch rows = block.Batch(0, count);
            if (source.HasClasses)
                writer.Add(rows.Inputs, rows.Classes);
            else
                writer.Add(rows.Inputs, rows.Targets);
        }

        writer.Complete();
    }
}
