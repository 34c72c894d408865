using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler.Onnx.Export;

/// <summary>Writes the protocol buffers wire format: varints, numbers and length-delimited fields are all an ONNX file needs.</summary>
internal sealed class ProtobufWriter
{
    private const int VarintWireType = 0;
    private const int LengthDelimitedWireType = 2;
    private const int FourBytesWireType = 5;

    private readonly MemoryStream _stream = new();

    /// <summary>Writes an integer field.</summary>
    public ProtobufWriter Integer(int field, long value)
    {
        Tag(field, VarintWireType);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Writes a field of a single-precision number.</summary>
    public ProtobufWriter Number(int field, float value)
    {
        Tag(field, FourBytesWireType);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _stream.Write(bytes);
        return this;
    }

    /// <summary>Writes a text field.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a message inside this one.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    /// <summary>Writes a field of bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimitedWireType);
        Varint((ulong)value.Length);
        _stream.Write(value);
        return this;
    }

    /// <summary>The bytes written so far.</summary>
    public byte[] ToArray() => _stream.ToArray();

    private void Tag(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _stream.WriteByte((byte)(value | 0x80));
        _stream.WriteByte((byte)value);
    }
}
