using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelCompiler;

/// <summary>
/// Collects tensors and texts and writes them as one safetensors file. The same contents give the same bytes, in whatever order they
/// were added: texts by key, tensors by element size (largest first) and then by name, the header padded with spaces to a multiple of 8 bytes.
/// Not thread-safe.
/// </summary>
public sealed class SafeTensorsWriter
{
    private const int HeaderAlignment = 8;

    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Entry> _tensors = new(StringComparer.Ordinal);

    /// <summary>Adds a text to the header's <c>__metadata__</c>.</summary>
    /// <exception cref="ArgumentException">The key exists already, is longer than 512 bytes, or there are 1,024 texts.</exception>
    public void AddMetadata(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckName(key, nameof(key));
        if (_metadata.Count == SafeTensorsHeader.MaximumMetadataEntries)
            throw new ArgumentException($"A file has at most {SafeTensorsHeader.MaximumMetadataEntries} texts.", nameof(key));
        if (!_metadata.TryAdd(key, value))
            throw new ArgumentException($"The text '{key}' was added already.", nameof(key));
    }

    /// <summary>Adds a tensor of floats (F32).</summary>
    /// <param name="name">The name, unique in the file.</param>
    /// <param name="shape">The dimensions, at most 8; empty for a single value.</param>
    /// <param name="values">The values in row-major order. Not copied: they must not change before the file is written.</param>
    /// <exception cref="ArgumentException">The name exists already, or shape and values disagree.</exception>
    public void Add(string name, ReadOnlySpan<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        AddEntry(name, TensorType.Float32, shape, values.Length, new Entry(TensorType.Float32, shape.ToArray(), values, []));
    }

    /// <summary>Adds a tensor of any type as little-endian bytes.</summary>
    /// <param name="name">The name, unique in the file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The dimensions, at most 8; empty for a single value.</param>
    /// <param name="bytes">The values in row-major order. Not copied: they must not change before the file is written.</param>
    /// <exception cref="ArgumentException">The name exists already, or type, shape and bytes disagree.</exception>
    public void Add(string name, TensorType type, ReadOnlySpan<int> shape, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        int size = TensorTypes.Size(type);
        if (bytes.Length % size != 0)
            throw new ArgumentException($"{bytes.Length} bytes are no whole number of {TensorTypes.Name(type)} elements.", nameof(bytes));
        AddEntry(name, type, shape, bytes.Length / size, new Entry(type, shape.ToArray(), [], bytes));
    }

    /// <summary>Writes the file, replacing one that exists, through a temporary file (see <see cref="AtomicFile"/>).</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public void Save(string path) => AtomicFile.Write(path, WriteTo);

    /// <summary>Writes the file's bytes to a stream, at its position; the stream stays open.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KeyValuePair<string, Entry>[] ordered = [.. _tensors.OrderByDescending(tensor => TensorTypes.Size(tensor.Value.Type))];
        byte[] header = Header(ordered);
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach ((_, Entry tensor) in ordered)
            tensor.WriteTo(stream);
    }

    private void AddEntry(string name, TensorType type, ReadOnlySpan<int> shape, int count, Entry entry)
    {
        CheckName(name, nameof(name));
        if (name == SafeTensorsHeader.MetadataKey)
            throw new ArgumentException($"'{name}' is reserved for the file's texts.", nameof(name));
        if (_tensors.Count == SafeTensorsHeader.MaximumTensors)
            throw new ArgumentException($"A file has at most {SafeTensorsHeader.MaximumTensors} tensors.", nameof(name));
        if (shape.Length > SafeTensorsHeader.MaximumRank)
            throw new ArgumentException($"'{name}' has {shape.Length} dimensions; at most {SafeTensorsHeader.MaximumRank} are allowed.", nameof(shape));
        foreach (int dimension in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
        long elements = ElementCount.OfShape(shape);
        if (elements != count)
            throw new ArgumentException($"'{name}' has the shape of {elements} {TensorTypes.Name(type)} elements, but {count} were given.", nameof(shape));
        if (!_tensors.TryAdd(name, entry))
            throw new ArgumentException($"The tensor '{name}' was added already.", nameof(name));
    }

    private static void CheckName(string name, string argument)
    {
        ArgumentNullException.ThrowIfNull(name, argument);
        if (Encoding.UTF8.GetByteCount(name) > SafeTensorsHeader.MaximumNameLength)
            throw new ArgumentException($"The name is longer than {SafeTensorsHeader.MaximumNameLength} bytes.", argument);
    }

    private byte[] Header(KeyValuePair<string, Entry>[] ordered)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long offset = 0;
            foreach ((string name, Entry tensor) in ordered)
                offset = WriteTensor(json, name, tensor, offset);
            json.WriteEndObject();
        }
        int length = buffer.WrittenCount;
        int padded = (length + HeaderAlignment - 1) / HeaderAlignment * HeaderAlignment;
        if (padded > SafeTensorsHeader.MaximumLength)
            throw new InvalidOperationException($"The header takes {padded} bytes, more than the format's limit of {SafeTensorsHeader.MaximumLength}.");
        byte[] header = new byte[padded];
        header.AsSpan(length).Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (_metadata.Count == 0)
            return;
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach ((string key, string value) in _metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteTensor(Utf8JsonWriter json, string name, Entry tensor, long offset)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype"u8, TensorTypes.Name(tensor.Type));
        json.WriteStartArray("shape"u8);
        foreach (int dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets"u8);
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.ByteLength);
        json.WriteEndArray();
        json.WriteEndObject();
        return offset + tensor.ByteLength;
    }

    /// <summary>One tensor; its values are floats or bytes, the other array is empty.</summary>
    private readonly record struct Entry(TensorType Type, int[] Shape, float[] Values, byte[] Bytes)
    {
        public long ByteLength => ((long)Values.Length * sizeof(float)) + Bytes.Length;

        public void WriteTo(Stream stream)
        {
            stream.Write(Bytes);
            if (BitConverter.IsLittleEndian)
                WriteSingles(stream, Values);
            else
                WriteReversed(stream, Values);
        }

        private static void WriteSingles(Stream stream, ReadOnlySpan<float> values)
        {
            // In parts, because a span of bytes reaches only a quarter of an array's largest length in floats.
            const int Part = 1 << 20;
            for (; !values.IsEmpty; values = values[Math.Min(Part, values.Length)..])
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(Part, values.Length)]));
        }

        private static void WriteReversed(Stream stream, ReadOnlySpan<float> values)
        {
            Span<byte> bytes = stackalloc byte[sizeof(float)];
            foreach (float value in values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                stream.Write(bytes);
            }
        }
    }
}
