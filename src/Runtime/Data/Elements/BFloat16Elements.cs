using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Upper halves of floats.</summary>
internal sealed class BFloat16Elements : ElementReader
{
    private const int Bits = 16;

    /// <inheritdoc/>
    public override int Size => sizeof(ushort);

    /// <inheritdoc/>
    public override bool CanBeNonFinite => true;

    /// <inheritdoc/>
    public override void Widen(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        ReadOnlySpan<ushort> elements = MemoryMarshal.Cast<byte, ushort>(bytes)[..values.Length];
        int done = 0;
        foreach (Vector<ushort> each in MemoryMarshal.Cast<ushort, Vector<ushort>>(elements))
        {
            Vector.Widen(each, out Vector<uint> low, out Vector<uint> high);
            Vector.ShiftLeft(low, Bits).As<uint, float>().CopyTo(values[done..]);
            Vector.ShiftLeft(high, Bits).As<uint, float>().CopyTo(values[(done + Vector<float>.Count)..]);
            done += Vector<ushort>.Count;
        }

        for (; done < values.Length; done++)
            values[done] = BitConverter.UInt32BitsToSingle((uint)elements[done] << Bits);
    }
}
