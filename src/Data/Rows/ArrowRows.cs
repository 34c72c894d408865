using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace ModelCompiler.Data;

/// <summary>Columns of numbers of an Arrow IPC file as rows.</summary>
internal sealed class ArrowRows : GroupedRows
{
    private static readonly Dictionary<ArrowTypeId, Func<IArrowArray, int, float?>> Readers = new()
    {
        [ArrowTypeId.Boolean] = (array, row) => ((BooleanArray)array).GetValue(row) is { } value ? (value ? 1f : 0f) : null,
        [ArrowTypeId.UInt8] = (array, row) => ((UInt8Array)array).GetValue(row),
        [ArrowTypeId.Int8] = (array, row) => ((Int8Array)array).GetValue(row),
        [ArrowTypeId.UInt16] = (array, row) => ((UInt16Array)array).GetValue(row),
        [ArrowTypeId.Int16] = (array, row) => ((Int16Array)array).GetValue(row),
        [ArrowTypeId.UInt32] = (array, row) => ((UInt32Array)array).GetValue(row),
        [ArrowTypeId.Int32] = (array, row) => ((Int32Array)array).GetValue(row),
        [ArrowTypeId.UInt64] = (array, row) => ((UInt64Array)array).GetValue(row),
        [ArrowTypeId.Int64] = (array, row) => ((Int64Array)array).GetValue(row),
        [ArrowTypeId.HalfFloat] = (array, row) => (float?)((HalfFloatArray)array).GetValue(row),
        [ArrowTypeId.Float] = (array, row) => ((FloatArray)array).GetValue(row),
        [ArrowTypeId.Double] = (array, row) => (float?)((DoubleArray)array).GetValue(row),
    };

    private readonly ArrowFileReader _reader;
    private readonly int[] _positions;
    private readonly Func<IArrowArray, int, float?>[] _values;
    private RecordBatch? _batch;
    private int _batchNumber = -1;

    private ArrowRows(string path, ArrowFileReader reader, int[] positions, Field[] fields, long[] groups)
        : base(path, [.. fields.Select(field => field.Name)], groups)
    {
        _reader = reader;
        _positions = positions;
        _values = [.. fields.Select(field => Readers[field.DataType.TypeId])];
    }

    public static ArrowRows Open(string path, string[] columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new ArrowFileReader(file);
        try
        {
            long[] groups = Lengths(path, reader);
            IReadOnlyList<Field> existing = reader.Schema.FieldsList;
            int[] positions = ColumnNames.Find(path, [.. existing.Select(field => field.Name)], columns);
            Field[] fields = [.. positions.Select(each => existing[each])];
            foreach (Field field in fields)
                if (!Readers.ContainsKey(field.DataType.TypeId))
                    throw ColumnNames.NoNumbers(
                        path,
                        field.Name,
                        field.DataType.TypeId == ArrowTypeId.String ? "texts" : $"values of the type {field.DataType.Name}"
                    );
            return new ArrowRows(path, reader, positions, fields, groups);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ReadColumn(int group, int column, Span<float> values)
    {
        if (_batchNumber != group)
        {
            _batch?.Dispose();
            _batch = null;
            _batch = Read(Name, _reader, group);
            _batchNumber = group;
        }

        IArrowArray array = _batch!.Column(_positions[column]);
        for (int row = 0; row < array.Length; row++)
            values[row * Size] = _values[column](array, row) ?? throw new MissingValueException(row);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _batch?.Dispose();
        _reader.Dispose();
    }

    // The footer says where batches are and not how many rows they have, so each is looked at.
    private static long[] Lengths(string path, ArrowFileReader reader)
    {
        int count = Guard(path, () => reader.RecordBatchCountAsync().AsTask());
        long[] lengths = new long[count];
        for (int group = 0; group < count; group++)
        {
            using RecordBatch batch = Read(path, reader, group);
            lengths[group] = batch.Length;
        }

        return lengths;
    }

    private static RecordBatch Read(string path, ArrowFileReader reader, int group) =>
        Guard(path, () => reader.ReadRecordBatchAsync(group).AsTask());

    // The library reads asynchronously, and the caller's thread is one that may wait.
    private static T Guard<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return read().ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or ObjectDisposedException))
        {
            throw new InvalidDataException($"'{path}' cannot be read as an Arrow IPC file: {exception.Message}", exception);
        }
    }
}
