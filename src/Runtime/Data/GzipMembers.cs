using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelCompiler;

/// <summary>
/// Reads the contents of a gzip file (RFC 1952): one member or several, one after the other. What follows the last member without being one, such as the zeros that pad a file to
/// whole blocks, is passed over, as the program gzip does. Every member must be whole: its length and its checksum are compared with what came out of it.
/// </summary>
/// <remarks>
/// The decompressor of the base library takes a file that is cut off for a whole one, so the frame is read here. Reads forwards only. Not thread-safe.
/// </remarks>
internal sealed class GzipMembers : Stream
{
    private const int FixedHeaderLength = 10, TrailerLength = 8;
    private const byte Deflate = 8;
    private const int HasChecksum = 2, HasExtraField = 4, HasName = 8, HasComment = 16;

    private static readonly uint[] _checksums = Checksums();

    private readonly Stream _file;
    private DeflateStream? _member;
    private uint _checksum;
    private uint _length;
    private bool _hasEnded;

    /// <summary>Begins at the stream's position; the stream must be able to seek and stays open.</summary>
    /// <exception cref="InvalidDataException">There is no whole gzip header.</exception>
    public GzipMembers(Stream file)
    {
        _file = file;
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

    public override void Flush()
    {
    }

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
        ReadExactly(header);
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
        _member = new DeflateStream(_file, CompressionMode.Decompress, leaveOpen: true);
        (_checksum, _length) = (uint.MaxValue, 0);
    }

    // The decompressor has put the file back to where the member's data ends.
    private void EndMember()
    {
        _member!.Dispose();
        Span<byte> trailer = stackalloc byte[TrailerLength];
        ReadExactly(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != ~_checksum)
            throw new InvalidDataException("the checksum of its gzip data is wrong: it is damaged.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != _length)
            throw new InvalidDataException("the length of its gzip data is wrong: it is damaged.");
        if (IsAtMember())
            BeginMember();
        else
            _hasEnded = true;
    }

    private new void ReadExactly(Span<byte> destination)
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
        while (NextByte() != 0)
        {
        }
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
}
