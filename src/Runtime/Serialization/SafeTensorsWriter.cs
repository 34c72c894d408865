using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelCompiler;

/// <summary>
/// Collects tensors and texts and writes them as one safetensors file. The same contents give the same bytes, in whatever order they
/// were added: texts by key, tensors by element size (largest first) and then by name, the header padded with spaces to a multiple of 8
/// bytes. Not thread-safe.
/// </summary>
public sealed class SafeTensorsWriter
{
    private const int HeaderAlignment = 8;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JavaScriptEncoder _encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SafeTensorsEntry> _tensors = new(StringComparer.Ordinal);

    /// <summary>Adds a text to the header's <c>__metadata__</c>.</summary>
    /// <exception cref="ArgumentException">The key exists already or is longer than 512 bytes, key or text are no valid UTF-16, a text that
    /// needs escapes is longer than 512 KB, or there are 1,024 texts.</exception>
    public void AddMetadata(string key, string value)
    {
        CheckName(key, nameof(key));
        CheckText(value, $"the text '{key}'", SafeTensorsHeader.MaximumLength, nameof(value));
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
    [OverloadResolutionPriority(1)]
    public void Add(string name, ReadOnlySpan<int> shape, float[] values) => Add(name, Widened(shape), values);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{int}, float[])"/>
    public void Add(string name, ReadOnlySpan<long> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckElements(name, shape, TensorTypes.Name(TensorType.Float32), values.Length);
        AddEntry(name, new SafeTensorsEntry(TensorTypes.Name(TensorType.Float32), sizeof(float), shape.ToArray(), values, []));
    }

    /// <summary>Adds a tensor of doubles (F64).</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{int}, float[])"/>
    [OverloadResolutionPriority(1)]
    public void Add(string name, ReadOnlySpan<int> shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        byte[] bytes = new byte[checked(values.Length * sizeof(double))];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        Add(name, TensorType.Float64, shape, bytes);
    }

    /// <summary>Adds a tensor of any type as little-endian bytes.</summary>
    /// <param name="name">The name, unique in the file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The dimensions, at most 8; empty for a single value.</param>
    /// <param name="bytes">The values in row-major order. Not copied: they must not change before the file is written.</param>
    /// <exception cref="ArgumentException">The name exists already, or type, shape and bytes disagree.</exception>
    [OverloadResolutionPriority(1)]
    public void Add(string name, TensorType type, ReadOnlySpan<int> shape, byte[] bytes) => Add(name, type, Widened(shape), bytes);

    /// <inheritdoc cref="Add(string, TensorType, ReadOnlySpan{int}, byte[])"/>
    public void Add(string name, TensorType type, ReadOnlySpan<long> shape, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        int size = TensorTypes.Size(type);
        if (bytes.Length % size != 0)
            throw new ArgumentException($"{bytes.Length} bytes are no whole number of {TensorTypes.Name(type)} elements.", nameof(bytes));
        CheckElements(name, shape, TensorTypes.Name(type), bytes.Length / size);
        AddEntry(name, new SafeTensorsEntry(TensorTypes.Name(type), size, shape.ToArray(), [], bytes));
    }

    /// <summary>
    /// Adds a tensor of another file as it is there, whatever its type: its bytes are read at once, so the reader need not stay open.
    /// </summary>
    /// <param name="tensor">A tensor of <paramref name="reader"/>.</param>
    /// <param name="reader">The open file.</param>
    /// <exception cref="ArgumentException">The name exists already, or the tensor has more bytes than an array can hold.</exception>
    /// <exception cref="SafeTensorsException">The file became shorter since it was opened.</exception>
    public void Add(SafeTensor tensor, SafeTensorsReader reader)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Add(tensor, reader, tensor.Name);
    }

    /// <summary>Adds a tensor of another file as it is there, but for its name; so files are renamed.</summary>
    /// <param name="tensor">A tensor of <paramref name="reader"/>.</param>
    /// <param name="reader">The open file.</param>
    /// <param name="name">The name in the new file, unique there.</param>
    /// <exception cref="ArgumentException">The name exists already, or the tensor has more bytes than an array can hold.</exception>
    /// <exception cref="SafeTensorsException">The file became shorter since it was opened.</exception>
    public void Add(SafeTensor tensor, SafeTensorsReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(reader);
        if (tensor.ByteLength > Array.MaxLength)
            throw new ArgumentException($"{tensor} takes {tensor.ByteLength} bytes, more than one array can hold.", nameof(tensor));
        byte[] bytes = new byte[tensor.ByteLength];
        reader.ReadBytes(tensor, bytes);
        int size = tensor.Type is { } type ? TensorTypes.Size(type) : 1;
        AddEntry(name, new SafeTensorsEntry(tensor.TypeName, size, tensor.Shape.ToArray(), [], bytes));
    }

    /// <summary>Writes the file, replacing one that exists, through a temporary file (see <see cref="AtomicFile"/>).</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public void Save(string path) => AtomicFile.Write(path, WriteTo);

    /// <summary>Writes the file's bytes to a stream, at its position; the stream stays open.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KeyValuePair<string, SafeTensorsEntry>[] ordered = [.. _tensors.OrderByDescending(tensor => tensor.Value.ElementSize)];
        byte[] header = Header(ordered);
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach ((_, SafeTensorsEntry tensor) in ordered)
            tensor.WriteTo(stream);
    }

    private void AddEntry(string name, SafeTensorsEntry entry)
    {
        CheckName(name, nameof(name));
        if (name == SafeTensorsHeader.MetadataKey)
            throw new ArgumentException($"'{name}' is reserved for the file's texts.", nameof(name));
        if (_tensors.Count == SafeTensorsHeader.MaximumTensors)
            throw new ArgumentException($"A file has at most {SafeTensorsHeader.MaximumTensors} tensors.", nameof(name));
        if (!_tensors.TryAdd(name, entry))
            throw new ArgumentException($"The tensor '{name}' was added already.", nameof(name));
    }

    private static void CheckElements(string name, ReadOnlySpan<long> shape, string typeName, int count)
    {
        if (shape.Length > SafeTensorsHeader.MaximumRank)
            throw new ArgumentException(
                $"'{name}' has {shape.Length} dimensions; at most {SafeTensorsHeader.MaximumRank} are allowed.",
                nameof(shape)
            );
        UInt128 elements = shape.Contains(0) ? 0u : 1u;
        foreach (long dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            elements = elements > long.MaxValue ? elements : elements * (UInt128)dimension;
        }
        if (elements != (UInt128)count)
            throw new ArgumentException(
                $"'{name}' has the shape of {elements} {typeName} elements, but {count} were given.",
                nameof(shape)
            );
    }

    private static long[] Widened(ReadOnlySpan<int> shape)
    {
        long[] widened = new long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            widened[i] = shape[i];
        return widened;
    }

    private static void CheckName(string name, string argument) =>
        CheckText(name, "the name", SafeTensorsHeader.MaximumNameLength, argument);

    // What a reader refuses is refused before anything is written: readers measure a text as it stands in the file, with its escapes.
    private static void CheckText(string text, string what, int limit, string argument)
    {
        ArgumentNullException.ThrowIfNull(text, argument);
        int plain;
        try
        {
            plain = _strict.GetByteCount(text);
        }
        catch (EncoderFallbackException problem)
        {
            throw new ArgumentException(
                $"In {what} half of a surrogate pair stands alone at {problem.Index}: no file can keep it.",
                argument,
                problem
            );
        }

        int written = plain <= limit ? JsonEncodedText.Encode(text, _encoder).EncodedUtf8Bytes.Length : plain;
        if (written > plain)
            limit = Math.Min(limit, SafeTensorsHeader.MaximumEscapedTextLength);
        if (written > limit)
            throw new ArgumentException($"In a file {what} is {written} bytes long; at most {limit} are allowed.", argument);
    }

    private byte[] Header(KeyValuePair<string, SafeTensorsEntry>[] ordered)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = _encoder }))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long offset = 0;
            foreach ((string name, SafeTensorsEntry tensor) in ordered)
                offset = WriteTensor(json, name, tensor, offset);
            json.WriteEndObject();
        }
        int length = buffer.WrittenCount;
        int padded = (length + HeaderAlignment - 1) / HeaderAlignment * HeaderAlignment;
        if (padded > SafeTensorsHeader.MaximumLength)
            throw new InvalidOperationException(
                $"The header takes {padded} bytes, more than the format's limit of {SafeTensorsHeader.MaximumLength}."
            );
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

    private static long WriteTensor(Utf8JsonWriter json, string name, SafeTensorsEntry tensor, long offset)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype"u8, tensor.TypeName);
        json.WriteStartArray("shape"u8);
        foreach (long dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets"u8);
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.ByteLength);
        json.WriteEndArray();
        json.WriteEndObject();
        return offset + tensor.ByteLength;
    }
}
