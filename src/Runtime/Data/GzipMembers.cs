using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelCompiler;

/// <summary>
/// Reads the contents of a gzip file (RFC 1952): one member or several, one after the other. What follows the last member without being
/// one, such as the zeros that pad a file to whole blocks, is passed over, as the program gzip does. Every member must be whole: its length
/// and its checksum are compared with what came out of it.
/// </summary>
/// <remarks>
/// The decompressor of the base library takes a file that is cut off for a whole one, so the frame is read here. It also reads ahead and
/// does not say how far the member's data reached; but what follows the data, checksum and length, is known once the data is: it is looked
/// for in the part that was read last. Reads forwards only. Not thread-safe.
/// </remarks>
internal sealed class GzipMembers : Stream
{
    private const int FixedHeaderLength = 10,
        TrailerLength = 8;
    private const byte Deflate = 8;
    private const int HasChecksum = 2,
        HasExtraField = 4,
        HasName = 8,
        HasComment = 16;

    private static readonly uint[] _checksums = Checksums();

    private readonly Stream _file;
    private readonly ReadAhead _ahead;
    private DeflateStream? _member;
    private uint _checksum;
    private uint _length;
    private bool _hasEnded;

    /// <summary>Begins at the stream's position; the stream must be able to seek and stays open.</summary>
    /// <exception cref="InvalidDataException">There is no whole gzip header.</exception>
    public GzipMembers(Stream file)
    {
        _file = file;
        _ahead = new ReadAhead(file);
        if (!IsAtMember())
            throw new InvalidDataException("it does not begin with a gzip header.");
        BeginMember();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">A member is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (!_hasEnded)
        {
            int read = _member!.Read(buffer);
            if (read > 0)
            {
                _checksum = Continue(_checksum, buffer[..read]);
                _length += (uint)read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _member?.Dispose();
        base.Dispose(disposing);
    }

    private bool IsAtMember()
    {
        Span<byte> magic = stackalloc byte[2];
        int read = _file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        _file.Position -= read;
        return read == magic.Length && magic[0] == 0x1f && magic[1] == 0x8b;
    }

    private void BeginMember()
    {
        Span<byte> header = stackalloc byte[FixedHeaderLength];
        ReadHeader(header);
        if (header[2] != Deflate)
            throw new InvalidDataException($"its gzip header names the compression {header[2]}; only 8 (deflate) exists.");
        int flags = header[3];
        if ((flags & HasExtraField) != 0)
            Skip(NextByte() | (NextByte() << 8));
        if ((flags & HasName) != 0)
            SkipText();
        if ((flags & HasComment) != 0)
            SkipText();
        if ((flags & HasChecksum) != 0)
            Skip(2);
        _ahead.Begin();
        _member = new DeflateStream(_ahead, CompressionMode.Decompress, leaveOpen: true);
        (_checksum, _length) = (uint.MaxValue, 0);
    }

    private void EndMember()
    {
        _member!.Dispose();
        _file.Position = FindTrailer() + TrailerLength;
        if (IsAtMember())
            BeginMember();
        else
            _hasEnded = true;
    }

    // Where the trailer begins, among the places where the data may have ended. That of a member without data is all zeros, which occur
    // before it too: the right place has a member behind it, or none does.
    private long FindTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, ~_checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        byte[] read = new byte[_ahead.LastLength + TrailerLength];
        _file.Position = _ahead.LastStart;
        ReadOnlySpan<byte> places = read.AsSpan(0, _file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false));
        long? first = null;
        for (int place = 0; places[place..].IndexOf(trailer) is >= 0 and int distance; place += distance + 1)
        {
            long found = _ahead.LastStart + place + distance;
            _file.Position = found + TrailerLength;
            if (IsAtMember())
                return found;
            first ??= found;
        }

        return first
            ?? throw new InvalidDataException(
                "its gzip data is damaged or cut off: its checksum and its length are not those of its contents."
            );
    }

    private void ReadHeader(Span<byte> destination)
    {
        if (_file.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
            throw new InvalidDataException("its gzip data is cut off.");
    }

    private int NextByte()
    {
        int value = _file.ReadByte();
        return value >= 0 ? value : throw new InvalidDataException("its gzip header is cut off.");
    }

    private void Skip(int count)
    {
        for (int i = 0; i < count; i++)
            NextByte();
    }

    private void SkipText()
    {
        while (NextByte() != 0) { }
    }

    private static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            checksum = _checksums[(byte)(checksum ^ value)] ^ (checksum >> 8);
        return checksum;
    }

    private static uint[] Checksums()
    {
        uint[] table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            uint checksum = index;
            for (int bit = 0; bit < 8; bit++)
                checksum = (checksum & 1) != 0 ? (checksum >> 1) ^ 0xEDB88320 : checksum >> 1;
            table[index] = checksum;
        }

        return table;
    }

    /// <summary>Hands a file on and remembers where the last part began.</summary>
    private sealed class ReadAhead(Stream file) : Stream
    {
        public long LastStart { get; private set; }

        public int LastLength { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>Forgets what was read for another member.</summary>
        public void Begin() => (LastStart, LastLength) = (file.Position, 0);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            long start = file.Position;
            int read = file.Read(buffer);
            if (read > 0)
                (LastStart, LastLength) = (start, read);
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
