using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelCompiler;

/// <summary>Rows that lie one after the other in a file.</summary>
internal sealed class FlatFileRows : RowTable
{
    private const int BytesAtATime = 1 << 18;
    private const int FingerprintSamples = 64;
    private const int FingerprintBytes = 1 << 14;

    [ThreadStatic]
    private static byte[]? _bytes;

    private readonly SafeFileHandle _file;
    private readonly FlatLayout _layout;
    private readonly ElementReader _elements;
    private readonly long _rowBytes;
    private string? _fingerprint;

    /// <summary>Takes over an open file whose length fits.</summary>
    public FlatFileRows(string path, SafeFileHandle file, FlatLayout layout)
        : base(path, layout.Count, layout.Size)
    {
        _file = file;
        _layout = layout;
        _elements = ElementReader.Of(layout.Type);
        _rowBytes = (long)_elements.Size * layout.Size;
    }

    /// <inheritdoc/>
    public override string Fingerprint => _fingerprint ??= Compute();

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        if (_elements.IsFloat && BitConverter.IsLittleEndian)
            ReadFloats(first, destination);
        else
            ReadElements(first, destination);
        if (_layout.Divisor != 1)
            Divide(destination, _layout.Divisor);
        if (_elements.CanBeNonFinite || _layout.Divisor != 1)
            CheckFinite(first, destination);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();

    private void ReadFloats(long first, Span<float> destination)
    {
        long position = _layout.Start + (first * _rowBytes);
        for (Span<float> rest = destination; !rest.IsEmpty; )
        {
            // In parts, because a span of bytes reaches only a quarter of an array's largest length in floats.
            Span<byte> part = MemoryMarshal.AsBytes(rest[..Math.Min(rest.Length, 1 << 24)]);
            ReadExactly(part, position);
            if (_layout.IsBigEndian)
                _elements.Reverse(part);
            position += part.Length;
            rest = rest[(part.Length / sizeof(float))..];
        }
    }

    private void ReadElements(long first, Span<float> destination)
    {
        byte[] bytes = _bytes ??= new byte[BytesAtATime];
        long position = _layout.Start + (first * _rowBytes);
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, BytesAtATime / _elements.Size);
            Span<byte> part = bytes.AsSpan(0, count * _elements.Size);
            ReadExactly(part, position);
            if (_layout.IsBigEndian == BitConverter.IsLittleEndian)
                _elements.Reverse(part);
            _elements.Widen(part, destination[..count]);
            position += part.Length;
            destination = destination[count..];
        }
    }

    private void ReadExactly(Span<byte> destination, long position)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_file, destination, position);
            if (read == 0)
                throw new InvalidDataException(
                    $"'{Name}' ends at byte {position}, within row {(position - _layout.Start) / _rowBytes}, though it had "
                        + $"{Amount.Of(Count, "row")} when it was opened: it has become shorter. Rows are counted from 0."
                );
            destination = destination[read..];
            position += read;
        }
    }

    private static void Divide(Span<float> values, float divisor)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref Vector<float> vector in vectors)
            vector /= new Vector<float>(divisor);
        foreach (ref float value in values[(vectors.Length * Vector<float>.Count)..])
            value /= divisor;
    }

    private string Compute()
    {
        var hash = new ValueHash();
        long end = Count * _rowBytes;
        byte[] bytes = new byte[FingerprintBytes];
        int samples =
            end <= (long)FingerprintSamples * FingerprintBytes
                ? (int)((end + FingerprintBytes - 1) / FingerprintBytes)
                : FingerprintSamples;
        for (int sample = 0; sample < samples; sample++)
        {
            // The last one is the end of the file; few bytes are read as a whole.
            long position =
                samples < FingerprintSamples
                    ? (long)sample * FingerprintBytes
                    : (long)((Int128)(end - FingerprintBytes) * sample / (FingerprintSamples - 1));
            Span<byte> part = bytes.AsSpan(0, (int)Math.Min(FingerprintBytes, end - position));
            ReadExactly(part, _layout.Start + position);
            hash.Add(MemoryMarshal.Cast<byte, uint>(part));
            foreach (byte rest in part[(part.Length / sizeof(uint) * sizeof(uint))..])
                hash.Add([rest]);
        }

        string divided = _layout.Divisor == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" / {_layout.Divisor}");
        string order = _layout.IsBigEndian ? " (big-endian)" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} x {Size} {TensorTypes.Name(_layout.Type)}{order}{divided}, {hash.Value:x16}"
        );
    }
}
