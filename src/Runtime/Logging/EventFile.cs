using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ModelCompiler;

/// <summary>
/// Writes the event file of TensorBoard: TFRecord frames (length, masked CRC-32C of the length, data, masked CRC-32C of the data,
/// little-endian), each with an <c>Event</c> message of protocol buffers. Of that message only what scalars need: wall_time 1, step 2,
/// file_version 3, summary 5 with value 1 of tag 1 and simple_value 2.
/// </summary>
internal sealed class EventFile : IDisposable
{
    // Tags of protocol buffers: the number of the field times 8, plus the form of its value.
    private const byte EventWallTime = 0x09,
        EventStep = 0x10,
        EventFileVersion = 0x1A,
        EventSummary = 0x2A,
        SummaryValue = 0x0A,
        ValueTag = 0x0A,
        ValueSimple = 0x15;
    private const uint MaskDelta = 0xA282EAD8;

    private readonly Stream _stream;

    /// <summary>Begins a file on a stream, which it owns.</summary>
    public EventFile(Stream stream, DateTimeOffset time)
    {
        _stream = stream;
        WriteRecord(Event(time, 0, EventFileVersion, "brain.Event:2"u8));
    }

    /// <summary>Writes one number.</summary>
    /// <param name="name">Its name; TensorBoard groups by what stands before a slash.</param>
    /// <param name="step">Where it stands on the horizontal axis.</param>
    /// <param name="value">The number.</param>
    /// <param name="time">When it was measured.</param>
    public void WriteScalar(string name, long step, float value, DateTimeOffset time)
    {
        using var fields = new MemoryStream();
        WriteBytes(fields, ValueTag, Encoding.UTF8.GetBytes(name));
        fields.WriteByte(ValueSimple);
        Span<byte> bits = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bits, value);
        fields.Write(bits);
        using var summary = new MemoryStream();
        WriteBytes(summary, SummaryValue, fields.ToArray());
        WriteRecord(Event(time, step, EventSummary, summary.ToArray()));
    }

    /// <summary>Hands everything written to the operating system, so that a running TensorBoard sees it.</summary>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static byte[] Event(DateTimeOffset time, long step, byte field, ReadOnlySpan<byte> content)
    {
        using var message = new MemoryStream();
        message.WriteByte(EventWallTime);
        Span<byte> bits = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bits, (time - DateTimeOffset.UnixEpoch).TotalSeconds);
        message.Write(bits);
        message.WriteByte(EventStep);
        WriteVariable(message, (ulong)step);
        WriteBytes(message, field, content);
        return message.ToArray();
    }

    private static void WriteBytes(MemoryStream message, byte field, ReadOnlySpan<byte> content)
    {
        message.WriteByte(field);
        WriteVariable(message, (ulong)content.Length);
        message.Write(content);
    }

    private static void WriteVariable(MemoryStream message, ulong value)
    {
        const int Bits = 7;
        for (; value >= 1 << Bits; value >>= Bits)
            message.WriteByte((byte)(value | (1 << Bits)));
        message.WriteByte((byte)value);
    }

    private static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in data)
            checksum = BitOperations.Crc32C(checksum, value);
        return BitOperations.RotateRight(~checksum, 15) + MaskDelta;
    }

    private void WriteRecord(ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)],
            tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], MaskedChecksum(head[..sizeof(ulong)]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedChecksum(data));
        _stream.Write(head);
        _stream.Write(data);
        _stream.Write(tail);
    }
}
