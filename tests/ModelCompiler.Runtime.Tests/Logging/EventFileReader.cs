using System.Text;

namespace ModelCompiler.Runtime.Tests.Logging;

/// <summary>
/// Reads event files from the published formats, sharing nothing with the writer: bitwise CRC-32C, TFRecord frames, protocol buffers.
/// </summary>
internal static class EventFileReader
{
    /// <summary>One event: a version, or a scalar.</summary>
    public sealed record Event(double Time, long Step, string? Version, string? Name, float Value);

    public static List<Event> Read(byte[] file)
    {
        var events = new List<Event>();
        using var reader = new BinaryReader(new MemoryStream(file));
        while (reader.BaseStream.Position < file.Length)
        {
            byte[] length = reader.ReadBytes(8);
            Assert.Equal(Masked(Checksum(length)), reader.ReadUInt32());
            byte[] data = reader.ReadBytes(checked((int)BitConverter.ToUInt64(length)));
            Assert.Equal(Masked(Checksum(data)), reader.ReadUInt32());
            events.Add(ReadEvent(data));
        }

        return events;
    }

    /// <summary>CRC-32C bit by bit, with the reflected polynomial 0x82F63B78 (RFC 3720, appendix B.4).</summary>
    public static uint Checksum(byte[] data)
    {
        uint remainder = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) == 1 ? (remainder >> 1) ^ 0x82F63B78 : remainder >> 1;
        }

        return ~remainder;
    }

    private static uint Masked(uint checksum) => ((checksum >> 15) | (checksum << 17)) + 0xA282EAD8;

    private static Event ReadEvent(byte[] data)
    {
        double time = 0;
        long step = 0;
        string? version = null,
            name = null;
        float value = float.NaN;
        foreach ((int field, object content) in Fields(data))
        {
            switch (field)
            {
                case 1:
                    time = BitConverter.ToDouble((byte[])content);
                    break;
                case 2:
                    step = (long)(ulong)content;
                    break;
                case 3:
                    version = Encoding.UTF8.GetString((byte[])content);
                    break;
                case 5:
                    byte[] only = (byte[])Fields((byte[])content).Single(part => part.Field == 1).Content;
                    name = Encoding.UTF8.GetString((byte[])Fields(only).Single(part => part.Field == 1).Content);
                    value = BitConverter.ToSingle((byte[])Fields(only).Single(part => part.Field == 2).Content);
                    break;
                default:
                    Assert.Fail($"unknown field {field}");
                    break;
            }
        }

        return new Event(time, step, version, name, value);
    }

    private static List<(int Field, object Content)> Fields(byte[] data)
    {
        var fields = new List<(int Field, object Content)>();
        using var reader = new BinaryReader(new MemoryStream(data));
        while (reader.BaseStream.Position < data.Length)
        {
            int tag = reader.Read7BitEncodedInt();
            fields.Add(
                (
                    tag >> 3,
                    (tag & 7) switch
                    {
                        0 => (ulong)reader.Read7BitEncodedInt64(),
                        1 => reader.ReadBytes(8),
                        2 => reader.ReadBytes(reader.Read7BitEncodedInt()),
                        5 => reader.ReadBytes(4),
                        int form => throw new InvalidDataException($"unknown form {form}"),
                    }
                )
            );
        }

        return fields;
    }
}
