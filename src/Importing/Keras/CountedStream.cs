namespace ModelCompiler.Importing.Keras;

/// <summary>
/// Counts what is read, and stops a reader that goes round in circles: a file whose parts point back at one another would be read for
/// ever.
/// </summary>
/// <param name="source">What is read; it can seek.</param>
internal sealed class CountedStream(Stream source) : Stream
{
    private const int MostReads = 150_000;

    private int _reads;

    /// <summary>The bytes that were read so far.</summary>
    public long Bytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position
    {
        get => source.Position;
        set => source.Position = value;
    }

    /// <summary>Begins a step, which may read so and so often.</summary>
    public void Begin() => _reads = 0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (++_reads > MostReads)
            throw new IOException("its parts point back at one another, or it has more of them than are read");
        int count = source.Read(buffer);
        Bytes += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => source.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
