using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>One tensor to be written; its values are floats or bytes, the other array is empty.</summary>
internal readonly record struct SafeTensorsEntry(string TypeName, int ElementSize, long[] Shape, float[] Values, byte[] Bytes)
{
    public long ByteLength => ((long)Values.Length * sizeof(float)) + Bytes.Length;

    public void WriteTo(Stream stream)
    {
        stream.Write(Bytes);
        if (BitConverter.IsLittleEndian)
            WriteSingles(stream, Values);
        else
            WriteReversed(stream, Values);
    }

    private static void WriteSingles(Stream stream, ReadOnlySpan<float> values)
    {
        // In parts, because a span of bytes reaches only a quarter of an array's largest length in floats.
        const int Part = 1 << 20;
        for (; !values.IsEmpty; values = values[Math.Min(Part, values.Length)..])
            stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(Part, values.Length)]));
    }

    private static void WriteReversed(Stream stream, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
