using Parquet;
using Parquet.Schema;

namespace ModelCompiler.Data;

/// <summary>Columns of numbers of a Parquet file as rows.</summary>
internal sealed class ParquetRows : GroupedRows
{
    private static readonly Dictionary<Type, ParquetColumnReader> Readers = new()
    {
        [typeof(bool)] = new ParquetColumnReader<bool>(value => value ? 1f : 0f),
        [typeof(byte)] = new ParquetColumnReader<byte>(value => value),
        [typeof(sbyte)] = new ParquetColumnReader<sbyte>(value => value),
        [typeof(short)] = new ParquetColumnReader<short>(value => value),
        [typeof(ushort)] = new ParquetColumnReader<ushort>(value => value),
        [typeof(int)] = new ParquetColumnReader<int>(value => value),
        [typeof(uint)] = new ParquetColumnReader<uint>(value => value),
        [typeof(long)] = new ParquetColumnReader<long>(value => value),
        [typeof(ulong)] = new ParquetColumnReader<ulong>(value => value),
        [typeof(Half)] = new ParquetColumnReader<Half>(value => (float)value),
        [typeof(float)] = new ParquetColumnReader<float>(value => value),
        [typeof(double)] = new ParquetColumnReader<double>(value => (float)value),
        [typeof(decimal)] = new ParquetColumnReader<decimal>(value => (float)value),
    };

    private readonly ParquetReader _reader;
    private readonly FileStream _file;
    private readonly DataField[] _fields;

    private ParquetRows(string path, FileStream file, ParquetReader reader, DataField[] fields, long[] groups)
        : base(path, [.. fields.Select(field => field.Name)], groups) => (_file, _reader, _fields) = (file, reader, fields);

    public static ParquetRows Open(string path, string[] columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            ParquetReader reader = Wait(path, ParquetReader.CreateAsync(file));
            DataField[] existing = reader.Schema.GetDataFields();
            DataField[] fields =
            [
                .. ColumnNames.Find(path, [.. existing.Select(field => field.Path.ToString())], columns).Select(each => existing[each]),
            ];
            foreach (DataField field in fields)
            {
                if (field.IsArray || field.MaxRepetitionLevel > 0)
                    throw ColumnNames.NoNumbers(path, field.Path.ToString(), "lists");
                if (!Readers.ContainsKey(field.ClrType))
                    throw ColumnNames.NoNumbers(
                        path,
                        field.Path.ToString(),
                        IsText(field.ClrType) ? "texts" : $"values of the type {field.ClrType.Name}"
                    );
            }

            long[] groups = [.. reader.RowGroups.Select(group => group.RowCount)];
            return new ParquetRows(path, file, reader, fields, groups);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ReadColumn(int group, int column, Span<float> values)
    {
        DataField field = _fields[column];
        using ParquetRowGroupReader reader = _reader.OpenRowGroupReader(group);
        Readers[field.ClrType].Read(task => Wait(Name, task), reader, field, values, Size);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<char>);

    // The library reads asynchronously alone, and the caller's thread is one that may wait.
    private static T Wait<T>(string path, Task<T> task)
    {
        try
        {
            return task.ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or InvalidDataException or ObjectDisposedException))
        {
            throw new InvalidDataException($"'{path}' cannot be read as a Parquet file: {exception.Message}", exception);
        }
    }
}
