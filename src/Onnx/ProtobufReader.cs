using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler.Onnx;

/// <summary>How a field of protobuf is stored.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// Reads the fields of one protobuf message, checking every length against what is there. A message in a message is a reader of its own,
/// one level deeper.
/// </summary>
/// <param name="source">The whole file.</param>
/// <param name="start">Where the message starts in it.</param>
/// <param name="length">Its length.</param>
/// <param name="depth">How many messages it lies in.</param>
internal struct ProtobufReader(SourceBytes source, int start, int length, int depth)
{
    private const int MostBytesOfVarint = 10;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int _end = start + length;
    private int _position = start;

    /// <summary>The whole file.</summary>
    public readonly SourceBytes Source => source;

    /// <summary>The field at hand.</summary>
    public int Field { get; private set; }

    /// <summary>How it is stored.</summary>
    public WireType Wire { get; private set; }

    /// <summary>Goes to the next field; false at the end. The value must then be read or skipped.</summary>
    public bool Next()
    {
        if (_position == _end)
            return false;
        int place = _position;
        ulong key = Varint();
        Field = (int)Math.Min(key >> 3, int.MaxValue);
        Wire = (WireType)(key & 7);
        if (Field == 0 || Wire is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw source.Error(place, $"there is no field of number {Field} and type {(int)Wire}");
        return true;
    }

    /// <summary>Leaves out the field at hand.</summary>
    public void Skip()
    {
        switch (Wire)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Bytes:
                Bytes();
                break;
            default:
                Take(Wire == WireType.Fixed64 ? 8 : 4);
                break;
        }
    }

    /// <summary>An integer.</summary>
    public long Integer()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    /// <summary>A number in single precision.</summary>
    public float Single()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(source.Span(Take(4), 4));
    }

    /// <summary>The bytes of a field, which stay where they are.</summary>
    public ReadOnlyMemory<byte> Memory()
    {
        (int place, int count) = Bytes();
        return source.Memory(place, count);
    }

    /// <summary>A text in UTF-8.</summary>
    public string Text()
    {
        (int place, int count) = Bytes();
        source.Spend(32 + (2L * count), place);
        try
        {
            return _strict.GetString(source.Span(place, count));
        }
        catch (DecoderFallbackException exception)
        {
            throw source.Error(place, "a text is no valid UTF-8", exception);
        }
    }

    /// <summary>A message in this one.</summary>
    public ProtobufReader Message()
    {
        (int place, int count) = Bytes();
        if (depth + 1 >= source.Limits.Depth)
            throw source.Error(place, $"messages lie in one another more than {source.Limits.Depth} deep");
        return new ProtobufReader(source, place, count, depth + 1);
    }

    /// <summary>Adds the integers of a field, which is one of them or packs several.</summary>
    public void AddIntegers(List<long> values)
    {
        if (Wire == WireType.Varint)
        {
            source.Spend(2 * sizeof(long), _position);
            values.Add((long)Varint());
            return;
        }

        (int place, int count) = Bytes();
        var packed = new ProtobufReader(source, place, count, depth);
        while (packed._position < packed._end)
        {
            source.Spend(2 * sizeof(long), packed._position);
            values.Add((long)packed.Varint());
        }
    }

    /// <summary>Adds the numbers of a field, which is one of them or packs several.</summary>
    public void AddSingles(List<float> values)
    {
        if (Wire == WireType.Fixed32)
        {
            source.Spend(2 * sizeof(float), _position);
            values.Add(Single());
            return;
        }

        (int place, int count) = Bytes();
        if (count % sizeof(float) != 0)
            throw source.Error(place, $"{count} bytes are no whole number of floats");
        source.Spend(2L * count, place);
        for (int offset = 0; offset < count; offset += sizeof(float))
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(source.Span(place + offset, sizeof(float))));
    }

    /// <summary>An error at the place of the field at hand.</summary>
    public readonly OnnxFormatException Error(string message) => source.Error(_position, message);

    private readonly void Expect(WireType wire)
    {
        if (Wire != wire)
            throw source.Error(_position, $"the field {Field} has the type {(int)Wire} instead of {(int)wire}");
    }

    private (int Place, int Count) Bytes()
    {
        Expect(WireType.Bytes);
        int place = _position;
        ulong count = Varint();
        if (count > (ulong)(_end - _position))
            throw source.Error(place, $"the field {Field} has {count} bytes, but only {_end - _position} are left");
        return (Take((int)count), (int)count);
    }

    private int Take(int count)
    {
        if (count > _end - _position)
            throw source.Error(_position, $"the field {Field} ends after {_end - _position} of {count} bytes");
        int place = _position;
        _position += count;
        return place;
    }

    private ulong Varint()
    {
        int place = _position;
        ulong value = 0;
        for (int count = 0; count < MostBytesOfVarint; count++)
        {
            if (_position == _end)
                throw source.Error(place, "an integer ends too soon");
            byte next = source.Span(_position++, 1)[0];
            value |= (ulong)(next & 0x7F) << (7 * count);
            if (next < 0x80)
                return value;
        }

        throw source.Error(place, $"an integer has more than {MostBytesOfVarint} bytes");
    }
}
