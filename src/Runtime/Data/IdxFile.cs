using System.Buffers.Binary;

namespace ModelCompiler;

/// <summary>Reads one IDX file, plain or gzip, and believes nothing of its header before the elements have arrived.</summary>
internal static class IdxFile
{
    private const int FirstBufferLength = 1 << 16;

    /// <summary>Reads a file and checks everything it claims.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="dimensionCount">The number of dimensions it must have; null for any.</param>
    /// <param name="content">What it holds, for messages: <c>images</c>.</param>
    public static IdxArray Read(string path, int? dimensionCount, string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            bool compressed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
            file.Position = 0;
            if (!compressed)
                return Read(file, dimensionCount, content, file.Length);
            using var stream = new GzipMembers(file);
            return Read(stream, dimensionCount, content, length: null);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is not a valid IDX file of {content}: {exception.Message}", exception);
        }
    }

    /// <param name="stream">The contents.</param>
    /// <param name="dimensionCount">The number of dimensions it must have; null for any.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="length">Its length in bytes where that is known before it is read.</param>
    private static IdxArray Read(Stream stream, int? dimensionCount, string content, long? length)
    {
        Span<byte> start = stackalloc byte[4];
        ReadHeader(stream, start, 0);
        if (start[0] != 0 || start[1] != 0)
            throw new InvalidDataException(
                $"it starts with the bytes {start[0]:x2} {start[1]:x2}; an IDX file starts with 00 00 (a gzip file with 1f 8b)."
            );
        var type = (IdxElementType)start[2];
        if (!Enum.IsDefined(type))
            throw new InvalidDataException(
                $"its element type is 0x{start[2]:x2}; IDX has 08 (unsigned bytes), 09 (signed bytes), 0b, 0c (integers), 0d and 0e "
                    + $"(floats)."
            );
        if (start[3] == 0 || start[3] != (dimensionCount ?? start[3]))
            throw new InvalidDataException(
                $"it has {Amount.Of(start[3], "dimension")}; {content} have {dimensionCount?.ToString() ?? "at least 1"}."
            );

        int[] dimensions = ReadDimensions(stream, start[3], IdxArray.SizeOf(type), out int byteCount);
        int headerLength = start.Length * (1 + dimensions.Length);
        if (length is { } known && byteCount != known - headerLength)
            throw new InvalidDataException(
                $"its header claims {byteCount / IdxArray.SizeOf(type)} elements of {Amount.Of(IdxArray.SizeOf(type), "byte")}, but "
                    + $"{Amount.Of(known - headerLength, "byte")} follow it."
            );
        return new IdxArray(type, dimensions, ReadElements(stream, byteCount));
    }

    private static int[] ReadDimensions(Stream stream, int count, int elementSize, out int byteCount)
    {
        Span<byte> bytes = stackalloc byte[4];
        int[] dimensions = new int[count];
        long claimed = elementSize;
        for (int i = 0; i < count; i++)
        {
            ReadHeader(stream, bytes, 4 * (i + 1));
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (dimension is 0 or > int.MaxValue)
                throw new InvalidDataException($"its dimension {i} is {dimension}.");
            dimensions[i] = (int)dimension;
            claimed *= dimension;
            if (claimed > Array.MaxLength)
                throw new InvalidDataException($"its header claims more than {Array.MaxLength / elementSize} elements.");
        }

        byteCount = (int)claimed;
        return dimensions;
    }

    private static void ReadHeader(Stream stream, Span<byte> part, int before)
    {
        int read = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
        if (read < part.Length)
            throw new InvalidDataException($"it ends after {Amount.Of(before + read, "byte")}, within the header.");
    }

    // Grows with what really arrives: a small compressed file can claim any size.
    private static byte[] ReadElements(Stream stream, int count)
    {
        byte[] elements = new byte[Math.Min(count, FirstBufferLength)];
        int length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(elements.AsSpan(length), elements.Length - length, throwOnEndOfStream: false);
            if (length < elements.Length)
                throw new InvalidDataException($"its header claims {Amount.Of(count, "byte")} of elements, but only {length} follow it.");
            if (length == count)
                break;
            Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
        }

        // Reading on to the end also compares the checksum of compressed data.
        return stream.ReadByte() < 0
            ? elements
            : throw new InvalidDataException($"its header claims {Amount.Of(count, "byte")} of elements, but more follow.");
    }
}
