namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>A stream that fails like a disk once a number of bytes went through it.</summary>
internal sealed class FailingStream(Stream inner, long limit) : Stream
{
    private long _remaining = limit;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count)
    {
        Spend(count);
        return inner.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, (int)Math.Min(count, _remaining));
        Spend(count);
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    private void Spend(int count)
    {
        _remaining -= count;
        if (_remaining < 0)
            throw new IOException("The disk fails.");
    }
}
