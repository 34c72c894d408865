namespace ModelCompiler;

/// <summary>Opens a reader over bytes in memory without copying them.</summary>
internal static class SafeTensorsBytes
{
    /// <summary>What stands for the bytes in messages.</summary>
    public const string Name = "bytes";

    /// <summary>Reads something of a file that lies in memory.</summary>
    /// <exception cref="SafeTensorsException">The contents break the format's rules.</exception>
    public static unsafe T Read<T>(ReadOnlySpan<byte> file, Func<SafeTensorsReader, T> read)
    {
        if (file.IsEmpty)
            throw new SafeTensorsException(Name, "0 bytes are too few for a safetensors file.");
        fixed (byte* start = file)
        {
            using var stream = new UnmanagedMemoryStream(start, file.Length);
            using var reader = new SafeTensorsReader(stream, Name, leaveOpen: true);
            return read(reader);
        }
    }
}
