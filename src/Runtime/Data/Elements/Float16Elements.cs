using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Numbers of IEEE 754's binary16.</summary>
internal sealed class Float16Elements : ElementReader
{
    private const int FractionBitsMissing = 13;

    // 2^(127 - 15): from the bias of one exponent to that of the other. The product is exact, also of what is subnormal in 16 bits.
    private const float BiasDifference = 5.192296858534828e33f;

    // What the largest exponent, that of NaN and infinity, becomes by that product; it belongs to no finite number.
    private const float LeastNonFinite = 65536f;

    private const uint Magnitude = 0x7fff,
        Sign = 0x8000,
        NonFiniteExponent = 0x7f800000;

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
            Widen(low).CopyTo(values[done..]);
            Widen(high).CopyTo(values[(done + Vector<float>.Count)..]);
            done += Vector<ushort>.Count;
        }

        for (; done < values.Length; done++)
            values[done] = (float)BitConverter.UInt16BitsToHalf(elements[done]);
    }

    private static Vector<float> Widen(Vector<uint> bits)
    {
        Vector<float> scaled =
            Vector.ShiftLeft(bits & new Vector<uint>(Magnitude), FractionBitsMissing).As<uint, float>() * new Vector<float>(BiasDifference);
        Vector<uint> nonFinite = Vector.GreaterThanOrEqual(scaled, new Vector<float>(LeastNonFinite)).As<int, uint>();
        Vector<uint> sign = Vector.ShiftLeft(bits & new Vector<uint>(Sign), 16);
        return (scaled.As<float, uint>() | (nonFinite & new Vector<uint>(NonFiniteExponent)) | sign).As<uint, float>();
    }
}
