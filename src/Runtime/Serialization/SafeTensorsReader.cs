using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// Reads a safetensors file: a table of named tensors in a published, simple and safe format
/// (<see href="https://github.com/huggingface/safetensors">huggingface/safetensors</see>) that PyTorch, JAX and others share.
/// </summary>
/// <remarks>
/// The whole header is checked when the reader is created: JSON, types, shapes, offsets, duplicates, holes, overlaps and the file's
/// length. What the header claims is never trusted: memory stays below 4 times the file's size plus 1 MB.
/// Beyond the format's own rules a file may have at most 65,536 tensors of at most 8 dimensions, names of at most 512 bytes and
/// 1,024 metadata entries. Fields of a tensor that the format does not have are passed over, and tensors of types it does not have here can
/// be passed on but not read, so that files of later versions open. Values are not inspected: NaN and infinity are read as they are. Not
/// thread-safe.
/// </remarks>
public sealed class SafeTensorsReader : IDisposable
{
    private const int ChunkBytes = 8192;

    private delegate T ElementConverter<T>(ReadOnlySpan<byte> bytes, TensorType type);

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly string _fileName;
    private readonly long _dataStart;
    private readonly SafeTensorsHeader _header;

    /// <summary>Reads and checks the header of a file, which stays open until the reader is disposed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafeTensorsException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public SafeTensorsReader(string path)
        : this(OpenFile(path), Path.GetFileName(path), leaveOpen: false) { }

    /// <summary>Reads and checks the header of a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that can seek; copy one that cannot (a download, a decompressor) into a <see cref="MemoryStream"/>
    /// first.</param>
    /// <param name="fileName">What stands for the stream in messages.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The stream's contents break a rule of the format.</exception>
    public SafeTensorsReader(Stream stream, string fileName = "stream", bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fileName);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be able to read and to seek: copy it into a MemoryStream first.", nameof(stream));
        _stream = stream;
        _fileName = fileName;
        _leaveOpen = leaveOpen;
        try
        {
            (_header, _dataStart) = ReadHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafeTensor> Tensors => _header.Tensors;

    /// <summary>The texts of the header's <c>__metadata__</c>; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The tensor of that name, or null if there is none. Does not allocate.</summary>
    public SafeTensor? Find(string name) => _header.Find(name);

    /// <summary>
    /// Reads a tensor's values as floats, in row-major order. F32 keeps every bit; F16 and BF16 widen exactly; F64 rounds to the
    /// nearest float. Does not allocate.
    /// </summary>
    /// <param name="tensor">A tensor of this reader.</param>
    /// <param name="destination">Exactly <see cref="SafeTensor.Count"/> elements.</param>
    /// <exception cref="ArgumentException">The destination's length is wrong.</exception>
    /// <exception cref="SafeTensorsException">The type is none of the four, or the file became shorter since it was opened.</exception>
    public void Read(SafeTensor tensor, Span<float> destination)
    {
        Seek(tensor, destination.Length);
        if (tensor.Type == TensorType.Float32)
            ReadSingles(tensor, destination);
        else
            ReadConverted(tensor, destination, ToSingle);
    }

    /// <summary>Reads a tensor's values as doubles, in row-major order; exact for all four types of floats. Does not allocate.</summary>
    /// <param name="tensor">A tensor of this reader.</param>
    /// <param name="destination">Exactly <see cref="SafeTensor.Count"/> elements.</param>
    /// <exception cref="ArgumentException">The destination's length is wrong.</exception>
    /// <exception cref="SafeTensorsException">The type is none of the four, or the file became shorter since it was opened.</exception>
    public void Read(SafeTensor tensor, Span<double> destination)
    {
        Seek(tensor, destination.Length);
        ReadConverted(tensor, destination, ToDouble);
    }

    /// <summary>Reads a tensor's bytes as they are: little-endian values in row-major order. Does not allocate.</summary>
    /// <param name="tensor">A tensor of this reader.</param>
    /// <param name="destination">Exactly <see cref="SafeTensor.ByteLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination's length is wrong.</exception>
    /// <exception cref="SafeTensorsException">The file became shorter since it was opened.</exception>
    public void ReadBytes(SafeTensor tensor, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (destination.Length != tensor.ByteLength)
            throw new ArgumentException(
                $"{tensor} has {tensor.ByteLength} bytes, but the destination has {destination.Length}.",
                nameof(destination)
            );
        _stream.Position = _dataStart + tensor.Begin;
        ReadExactly(destination, tensor.Name);
    }

    /// <summary>Closes the file, or the stream unless it was to stay open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private (SafeTensorsHeader Header, long DataStart) ReadHeader()
    {
        long start = _stream.Position;
        long length = _stream.Length - start;
        if (length < SafeTensorsHeader.PrefixLength)
            throw new SafeTensorsException(_fileName, $"{length} bytes are too few for a safetensors file.");
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixLength];
        ReadExactly(prefix, "header");
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > SafeTensorsHeader.MaximumLength)
            throw new SafeTensorsException(
                _fileName,
                $"the header claims {headerLength} bytes, more than the format's limit of {SafeTensorsHeader.MaximumLength}; this is "
                    + $"not a safetensors file."
            );
        long dataLength = length - SafeTensorsHeader.PrefixLength - (long)headerLength;
        if (dataLength < 0)
            throw new SafeTensorsException(
                _fileName,
                $"the file is truncated: its header claims {headerLength} bytes, but only {length - SafeTensorsHeader.PrefixLength} "
                    + $"follow. Copy or download it again."
            );
        byte[] json = new byte[headerLength];
        ReadExactly(json, "header");
        return (SafeTensorsHeader.Parse(json, dataLength, _fileName), start + SafeTensorsHeader.PrefixLength + (long)headerLength);
    }

    private void ReadSingles(SafeTensor tensor, Span<float> destination)
    {
        // In parts, because a span of bytes reaches only a quarter of an array's largest length in floats.
        const int Part = 1 << 20;
        while (!destination.IsEmpty)
        {
            Span<float> part = destination[..Math.Min(Part, destination.Length)];
            ReadExactly(MemoryMarshal.AsBytes(part), tensor.Name);
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, uint>(part), MemoryMarshal.Cast<float, uint>(part));
            destination = destination[part.Length..];
        }
    }

    private void Seek(SafeTensor tensor, int length)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (length != tensor.Count)
            throw new ArgumentException($"{tensor} has {tensor.Count} elements, but the destination has {length}.", "destination");
        if (!TensorTypes.ReadsAsFloat(tensor.Type))
            throw new SafeTensorsException(_fileName, $"the tensor {tensor} cannot be read as floats; F32, F16, BF16 and F64 can.");
        _stream.Position = _dataStart + tensor.Begin;
    }

    private void ReadConverted<T>(SafeTensor tensor, Span<T> destination, ElementConverter<T> convert)
    {
        int size = TensorTypes.Size(tensor.Type!.Value);
        Span<byte> chunk = stackalloc byte[ChunkBytes];
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, ChunkBytes / size);
            Span<byte> part = chunk[..(count * size)];
            ReadExactly(part, tensor.Name);
            for (int i = 0; i < count; i++)
                destination[i] = convert(part.Slice(i * size, size), tensor.Type.Value);
            destination = destination[count..];
        }
    }

    private static float ToSingle(ReadOnlySpan<byte> bytes, TensorType type) =>
        type switch
        {
            TensorType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            TensorType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };

    private static double ToDouble(ReadOnlySpan<byte> bytes, TensorType type) =>
        type switch
        {
            TensorType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            TensorType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => ToSingle(bytes, type),
        };

    private void ReadExactly(Span<byte> destination, string what)
    {
        int read = _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
            throw new SafeTensorsException(_fileName, $"the file ended while '{what}' was being read: it changed since it was opened.");
    }

    private static FileStream OpenFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }
}
