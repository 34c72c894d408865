using Microsoft.Win32.SafeHandles;

namespace ModelCompiler;

/// <summary>The beginning of a file of rows, while it is opened.</summary>
internal sealed class FlatHeader(string path, SafeFileHandle file)
{
    /// <summary>The bytes of the file.</summary>
    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>Reads bytes. Allocates them.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public byte[] Read(long position, int count)
    {
        if (position + count > Length)
            throw Wrong($"it ends after {Amount.Of(Length, "byte")}, within the header");
        byte[] bytes = new byte[count];
        for (int read = 0; read < count; )
        {
            int part = RandomAccess.Read(file, bytes.AsSpan(read), position + read);
            if (part == 0)
                throw Wrong("it has become shorter while it was opened");
            read += part;
        }

        return bytes;
    }

    /// <summary>The elements of a row whose dimensions are these.</summary>
    /// <exception cref="InvalidDataException">There are none, or more than a row can have.</exception>
    public int RowSize(ReadOnlySpan<long> dimensions)
    {
        Int128 size = 1;
        foreach (long dimension in dimensions)
            size = size > int.MaxValue ? size : size * dimension;
        return size >= 1 && size <= Array.MaxLength
            ? (int)size
            : throw Wrong($"its rows have {size} elements; they can have 1 to {Array.MaxLength}");
    }

    /// <summary>What is wrong with the file.</summary>
    public InvalidDataException Wrong(string problem) => new($"'{path}' cannot be read as rows: {problem}.");
}
