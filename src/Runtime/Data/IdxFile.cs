using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelCompiler;

/// <summary>The dimensions and elements of one IDX file of unsigned bytes.</summary>
/// <param name="Dimensions">At least one; all at least 1.</param>
/// <param name="Elements">As many bytes as the product of the dimensions.</param>
internal sealed record IdxFile(int[] Dimensions, byte[] Elements)
{
    private const byte UnsignedByteType = 0x08;

    // Deflate cannot shrink data further than this (a repeated run costs 2 bits for every 258 bytes).
    private const long LargestExpansion = 1032;

    private const int FirstBufferLength = 1 << 20;

    /// <summary>Reads a file and checks everything it claims.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="dimensionCount">The number of dimensions it must have.</param>
    /// <param name="content">What it holds, for messages: <c>images</c>.</param>
    public static IdxFile Read(string path, int dimensionCount, string content)
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
            long length = UncompressedLength(file);
            using var stream = new GZipStream(file, CompressionMode.Decompress);
            return Read(stream, dimensionCount, content, length);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is not a valid IDX file of {content}: {exception.Message}", exception);
        }
    }

    // A gzip file ends with the length of its contents (RFC 1952; the contents here are shorter than the 4 GB at which it wraps). The decompressor itself takes a
    // file that is cut off within its last bytes for a whole one.
    private static long UncompressedLength(FileStream file)
    {
        const int TrailerLength = 8;
        if (file.Length < TrailerLength)
            throw new InvalidDataException("it is cut off.");
        Span<byte> length = stackalloc byte[4];
        file.Seek(-length.Length, SeekOrigin.End);
        file.ReadExactly(length);
        file.Position = 0;
        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(length);
        return claimed <= file.Length * LargestExpansion
            ? claimed
            : throw new InvalidDataException($"its last bytes claim {claimed} bytes of contents, more than {file.Length} compressed bytes can hold: it is cut off or damaged.");
    }

    private static IdxFile Read(Stream stream, int dimensionCount, string content, long length)
    {
        Span<byte> header = stackalloc byte[4 + (4 * dimensionCount)];
        int headerLength = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (headerLength < 4)
            throw new InvalidDataException($"it ends after {headerLength} bytes, within the header.");
        if (header[0] != 0 || header[1] != 0)
            throw new InvalidDataException($"it starts with the bytes {header[0]:x2} {header[1]:x2}; an IDX file starts with 00 00 (a gzip file with 1f 8b).");
        if (header[2] != UnsignedByteType)
            throw new InvalidDataException($"its element type is 0x{header[2]:x2}; only unsigned bytes (0x08) are supported.");
        if (header[3] != dimensionCount)
            throw new InvalidDataException($"it has {header[3]} dimensions; {content} have {dimensionCount}.");
        if (headerLength < header.Length)
            throw new InvalidDataException($"it ends after {headerLength} bytes, within the header.");

        int[] dimensions = new int[dimensionCount];
        long claimed = 1;
        for (int i = 0; i < dimensionCount; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
            if (dimension == 0 || dimension > int.MaxValue)
                throw new InvalidDataException($"its dimension {i} is {dimension}.");
            dimensions[i] = (int)dimension;
            claimed *= dimension;
            if (claimed > Array.MaxLength)
                throw new InvalidDataException($"its header claims more than {Array.MaxLength} elements.");
        }

        if (claimed != length - header.Length)
            throw new InvalidDataException($"its header claims {claimed} elements, but {Math.Max(0, length - header.Length)} bytes follow it.");
        return new IdxFile(dimensions, ReadElements(stream, (int)claimed));
    }

    // Grows with what really arrives: a compressed file can claim, at both ends, a thousand times what it holds.
    private static byte[] ReadElements(Stream stream, int count)
    {
        byte[] elements = new byte[Math.Min(count, FirstBufferLength)];
        int length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(elements.AsSpan(length), elements.Length - length, throwOnEndOfStream: false);
            if (length < elements.Length)
                throw new InvalidDataException($"its header claims {count} elements, but it ends after {length}.");
            if (length == count)
                break;
            Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
        }

        // Reading on to the end also makes the decompressor verify the checksum.
        return stream.ReadByte() < 0
            ? elements
            : throw new InvalidDataException($"its header claims {count} elements, but more follow.");
    }
}
