using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Bytes from 0 to 255.</summary>
internal sealed class ByteElements : ElementReader
{
    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override void Widen(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int vector = Vector<float>.Count,
            done = 0;
        ReadOnlySpan<Vector<byte>> vectors = MemoryMarshal.Cast<byte, Vector<byte>>(bytes[..values.Length]);
        foreach (Vector<byte> each in vectors)
        {
            Vector.Widen(each, out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Span<float> part = values.Slice(done, 4 * vector);
            Vector.ConvertToSingle(first.As<uint, int>()).CopyTo(part);
            Vector.ConvertToSingle(second.As<uint, int>()).CopyTo(part[vector..]);
            Vector.ConvertToSingle(third.As<uint, int>()).CopyTo(part[(2 * vector)..]);
            Vector.ConvertToSingle(fourth.As<uint, int>()).CopyTo(part[(3 * vector)..]);
            done += 4 * vector;
        }

        for (; done < values.Length; done++)
            values[done] = bytes[done];
    }
}
