namespace ModelCompiler.Onnx;

/// <summary>Integers of as many bytes as they need, seven bits in each.</summary>
internal static class Varints
{
    /// <summary>How many there are.</summary>
    public static long Count(ReadOnlySpan<byte> bytes)
    {
        long count = 0;
        foreach (byte value in bytes)
            count += value < 0x80 ? 1 : 0;
        return count;
    }

    /// <summary>All of them; bits beyond 64 fall away.</summary>
    public static long[] All(ReadOnlySpan<byte> bytes)
    {
        long[] values = new long[Count(bytes)];
        int next = 0,
            shift = 0;
        ulong value = 0;
        foreach (byte part in bytes)
        {
            if (shift < 64)
                value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (part >= 0x80)
                continue;
            values[next++] = (long)value;
            value = 0;
            shift = 0;
        }

        return values;
    }

    /// <summary>The bytes of one.</summary>
    public static byte[] Of(ulong value)
    {
        var bytes = new List<byte>(10);
        while (value >= 0x80)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
