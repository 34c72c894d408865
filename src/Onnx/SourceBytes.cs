namespace ModelCompiler.Onnx;

/// <summary>The bytes of a file and how much may be made of them.</summary>
/// <param name="bytes">The file.</param>
/// <param name="name">What it is called in messages.</param>
/// <param name="limits">How far it is read.</param>
internal sealed class SourceBytes(ReadOnlyMemory<byte> bytes, string name, OnnxLimits limits)
{
    // Lists and objects are larger than the bytes they are read from. A file of many empty parts would fill the memory.
    private const long FreeBytes = 1 << 20;
    private const int MostBytesOfByte = 3;

    private long _left = FreeBytes + (MostBytesOfByte * (long)bytes.Length);

    /// <summary>How far the file is read.</summary>
    public OnnxLimits Limits => limits;

    /// <summary>The number of bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>Some of the bytes.</summary>
    public ReadOnlySpan<byte> Span(int start, int length) => bytes.Span.Slice(start, length);

    /// <summary>Some of the bytes, which stay where they are.</summary>
    public ReadOnlyMemory<byte> Memory(int start, int length) => bytes.Slice(start, length);

    /// <summary>Counts memory that is about to be allocated; an error when it is too much for the size of the file.</summary>
    public void Spend(long count, int place)
    {
        _left -= count;
        if (_left < 0)
            throw Error(place, "the file has more parts than its size allows");
    }

    /// <summary>An error at a place of the file.</summary>
    public OnnxFormatException Error(int place, string message, Exception? cause = null) =>
        new($"{name}: {message} (at byte {place:N0} of {bytes.Length:N0}).", cause!);
}
