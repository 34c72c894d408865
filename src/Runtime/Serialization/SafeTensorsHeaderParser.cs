using System.Text.Json;
using System.Text.Unicode;

namespace ModelCompiler;

/// <summary>
/// Reads the JSON of a safetensors header token by token, without a document or reflection, and checks each tensor by itself.
/// What tensors must fulfil together is checked by <see cref="SafeTensorsHeader"/>.
/// </summary>
internal ref struct SafeTensorsHeaderParser
{
    // What tools of the format add to a tensor may be nested; deeper than this it is an attack.
    private const int MaximumDepth = 64;

    private readonly string _fileName;
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private string? _lastUnknownType;

    private SafeTensorsHeaderParser(ReadOnlySpan<byte> json, string fileName)
    {
        _json = json;
        _fileName = fileName;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
    }

    /// <summary>The tensors in the order of the header, and the metadata if there is any.</summary>
    public static (SafeTensor[] Tensors, Dictionary<string, string>? Metadata) Parse(ReadOnlySpan<byte> json, string fileName)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new SafeTensorsException(fileName, "the header does not start with '{'; this is not a safetensors file.");
        if (!Utf8.IsValid(json))
            throw new SafeTensorsException(fileName, "the header is not valid UTF-8.");
        try
        {
            return new SafeTensorsHeaderParser(json, fileName).ParseHeader();
        }
        catch (JsonException exception)
        {
            throw new SafeTensorsException(fileName, "the header is not valid JSON: " + exception.Message, exception);
        }
        catch (InvalidOperationException exception)
        {
            // Utf8JsonReader reports half of a surrogate pair, written as an escape, in this way.
            throw new SafeTensorsException(fileName, "a text in the header is not valid Unicode.", exception);
        }
    }

    private (SafeTensor[] Tensors, Dictionary<string, string>? Metadata) ParseHeader()
    {
        List<SafeTensor> tensors = [];
        Dictionary<string, string>? metadata = null;
        Advance();
        while (Advance() != JsonTokenType.EndObject)
        {
            string name = ReadText(SafeTensorsHeader.MaximumNameLength, "a name");
            if (name == SafeTensorsHeader.MetadataKey)
            {
                if (metadata is not null)
                    throw Error($"'{SafeTensorsHeader.MetadataKey}' appears twice in the header.");
                metadata = ParseMetadata();
                continue;
            }

            if (tensors.Count == SafeTensorsHeader.MaximumTensors)
                throw Error($"the file has more than {SafeTensorsHeader.MaximumTensors} tensors.");
            tensors.Add(ParseTensor(name));
        }
        if (_json[(int)_reader.BytesConsumed..].ContainsAnyExcept((byte)' '))
            throw Error("after its closing '}' the header may only be padded with spaces.");
        return (tensors.ToArray(), metadata);
    }

    private Dictionary<string, string> ParseMetadata()
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        if (Advance() != JsonTokenType.StartObject)
            throw Error($"'{SafeTensorsHeader.MetadataKey}' must be an object of texts.");
        while (Advance() != JsonTokenType.EndObject)
        {
            string key = ReadText(SafeTensorsHeader.MaximumNameLength, "a key of the metadata");
            if (Advance() != JsonTokenType.String)
                throw Error($"the metadata '{key}' must be a text.");
            if (metadata.Count == SafeTensorsHeader.MaximumMetadataEntries)
                throw Error($"the metadata has more than {SafeTensorsHeader.MaximumMetadataEntries} entries.");
            if (!metadata.TryAdd(key, ReadText(SafeTensorsHeader.MaximumLength, $"the metadata '{key}'")))
                throw Error($"the metadata '{key}' appears twice.");
        }
        return metadata;
    }

    private SafeTensor ParseTensor(string name)
    {
        if (Advance() != JsonTokenType.StartObject)
            throw Error($"the tensor '{name}' must be an object with dtype, shape and data_offsets.");
        TensorType? type = null;
        string? unknownType = null;
        long[]? shape = null;
        (long Begin, long End)? offsets = null;
        while (Advance() != JsonTokenType.EndObject)
        {
            if (_reader.ValueTextEquals("dtype"u8))
                (type, unknownType) = type is null && unknownType is null ? ParseType(name) : throw Twice(name, "dtype");
            else if (_reader.ValueTextEquals("shape"u8))
                shape = shape is null ? ParseShape(name) : throw Twice(name, "shape");
            else if (_reader.ValueTextEquals("data_offsets"u8))
                offsets = offsets is null ? ParseOffsets(name) : throw Twice(name, "data_offsets");
            else
                SkipValue();
        }

        bool hasType = type is not null || unknownType is not null;
        if (!hasType || shape is null || offsets is not var (begin, end))
            throw Error($"the tensor '{name}' lacks {(!hasType ? "dtype" : shape is null ? "shape" : "data_offsets")}.");
        CheckSize(name, type, shape, begin, end);
        return new SafeTensor(name, type, unknownType, shape, begin, end);
    }

    private readonly SafeTensorsException Twice(string name, string field) =>
        Error($"the field {field} of the tensor '{name}' appears twice.");

    // Fields of a later version of the format, or of another tool, as the reference passes over them.
    private void SkipValue()
    {
        Advance();
        _reader.Skip();
    }

    private (TensorType? Known, string? Unknown) ParseType(string name)
    {
        if (Advance() != JsonTokenType.String || _reader.ValueSpan.Length > SafeTensorsHeader.MaximumNameLength)
            throw Error($"the dtype of '{name}' must be the name of a type, as \"F32\".");
        // Compared in place: one string per tensor would break the limit of memory.
        for (TensorType type = TensorType.Bool; type <= TensorType.Float64; type++)
            if (_reader.ValueTextEquals(TensorTypes.Name(type)))
                return (type, null);
        if (_lastUnknownType is null || !_reader.ValueTextEquals(_lastUnknownType))
            _lastUnknownType = _reader.GetString();
        return (null, _lastUnknownType);
    }

    private long[] ParseShape(string name)
    {
        if (Advance() != JsonTokenType.StartArray)
            throw Error($"the shape of '{name}' must be a list of whole numbers.");
        Span<long> shape = stackalloc long[SafeTensorsHeader.MaximumRank];
        int rank = 0;
        while (Advance() != JsonTokenType.EndArray)
        {
            if (rank == SafeTensorsHeader.MaximumRank)
                throw Error($"the tensor '{name}' has more than {SafeTensorsHeader.MaximumRank} dimensions.");
            shape[rank++] = ReadWholeNumber(name, "shape");
        }
        return rank == 0 ? [] : shape[..rank].ToArray();
    }

    private (long Begin, long End) ParseOffsets(string name)
    {
        if (Advance() != JsonTokenType.StartArray)
            throw Error($"the data_offsets of '{name}' must be [begin, end].");
        Advance();
        long begin = ReadWholeNumber(name, "data_offsets");
        Advance();
        long end = ReadWholeNumber(name, "data_offsets");
        if (Advance() != JsonTokenType.EndArray)
            throw Error($"the data_offsets of '{name}' must be [begin, end].");
        if (begin > end)
            throw Error($"the tensor '{name}' begins at byte {begin} of the data but ends at {end}.");
        return (begin, end);
    }

    private readonly void CheckSize(string name, TensorType? type, long[] shape, long begin, long end)
    {
        // A zero dimension makes the tensor empty, whatever the product of the others would overflow to. How large an element of an unknown
        // type is, and so the tensor, nobody here can say.
        UInt128 bytes =
            shape.AsSpan().Contains(0) ? 0u
            : type is { } sized ? (UInt128)TensorTypes.Size(sized)
            : 1u;
        foreach (long dimension in shape)
        {
            bytes *= (UInt128)dimension;
            if (bytes > long.MaxValue)
                throw Error($"the tensor '{name}' with shape {SafeTensor.ShapeText(shape)} is larger than any file.");
        }
        if (type is { } known && (UInt128)(end - begin) != bytes)
            throw Error(
                $"the tensor '{name}' with dtype {TensorTypes.Name(known)} and shape {SafeTensor.ShapeText(shape)} takes {bytes} "
                    + $"bytes, but its data_offsets [{begin}, {end}] span {end - begin}."
            );
    }

    private readonly long ReadWholeNumber(string name, string field) =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetUInt64(out ulong value) && value <= long.MaxValue
            ? (long)value
            : throw Error($"the {field} of '{name}' must hold whole numbers of zero or more.");

    private readonly string ReadText(int maximumLength, string what)
    {
        // Decoding escapes takes a second buffer inside the JSON reader, hence the lower limit for them.
        int limit = _reader.ValueIsEscaped ? Math.Min(maximumLength, SafeTensorsHeader.MaximumEscapedTextLength) : maximumLength;
        return _reader.ValueSpan.Length <= limit
            ? _reader.GetString()!
            : throw Error($"{what} in the header is {_reader.ValueSpan.Length} bytes long; at most {limit} are allowed.");
    }

    private JsonTokenType Advance() => _reader.Read() ? _reader.TokenType : throw Error("the header's JSON ends too early.");

    private readonly SafeTensorsException Error(string problem) => new(_fileName, problem);
}
