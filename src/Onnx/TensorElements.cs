using System.Buffers.Binary;

namespace ModelCompiler.Onnx;

/// <summary>Single elements of tensors.</summary>
internal static class TensorElements
{
    /// <summary>A number in single precision.</summary>
    public static float Number(OnnxElementType type, ReadOnlySpan<byte> bytes, string name) =>
        type switch
        {
            OnnxElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            OnnxElementType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            OnnxElementType.Float16 or OnnxElementType.BFloat16 => Small(type, BinaryPrimitives.ReadUInt16LittleEndian(bytes), name),
            _ => Small(type, bytes[0], name),
        };

    /// <summary>A number of at most 16 bits.</summary>
    /// <exception cref="OnnxFormatException">There are no such numbers.</exception>
    public static float Small(OnnxElementType type, ushort bits, string name) =>
        type switch
        {
            OnnxElementType.Float16 => (float)BitConverter.UInt16BitsToHalf(bits),
            OnnxElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
            OnnxElementType.Float8E5M2 => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8)),
            OnnxElementType.Float8E4M3 => FourBitsOfExponent(bits),
            _ => throw new OnnxFormatException($"The tensor '{name}' holds {type}, which is not read as numbers."),
        };

    /// <summary>An integer; true is 1.</summary>
    public static long Integer(OnnxElementType type, ReadOnlySpan<byte> bytes) =>
        type switch
        {
            OnnxElementType.Int64 or OnnxElementType.UInt64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            OnnxElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            OnnxElementType.Int8 => (sbyte)bytes[0],
            OnnxElementType.Bool => bytes[0] == 0 ? 0 : 1,
            _ => bytes[0],
        };

    // Without infinities: only all bits of exponent and fraction together are none of the numbers.
    private static float FourBitsOfExponent(ushort bits)
    {
        int exponent = (bits >> 3) & 15,
            fraction = bits & 7;
        float value =
            exponent == 15 && fraction == 7 ? float.NaN
            : exponent == 0 ? MathF.ScaleB(fraction, -9)
            : MathF.ScaleB(8 + fraction, exponent - 10);
        return (bits & 0x80) == 0 ? value : -value;
    }
}
