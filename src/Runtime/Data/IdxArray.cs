using System.Buffers.Binary;

namespace ModelCompiler;

/// <summary>The contents of an IDX file of any element type. Immutable and thread-safe.</summary>
public sealed class IdxArray
{
    private readonly byte[] _bytes;

    internal IdxArray(IdxElementType type, int[] dimensions, byte[] bytes)
    {
        Type = type;
        Dimensions = dimensions;
        _bytes = bytes;
    }

    /// <summary>The type of the elements in the file.</summary>
    public IdxElementType Type { get; }

    /// <summary>The sizes, at least one; all at least 1.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The number of elements, the product of <see cref="Dimensions"/>.</summary>
    public int Count => _bytes.Length / SizeOf(Type);

    /// <summary>
    /// The elements as floats, in row-major order; integers and doubles are rounded to the nearest float. Allocates the array.
    /// </summary>
    public float[] ToSingles() => Convert(static value => (float)value);

    /// <summary>The elements as doubles, exactly, in row-major order. Allocates the array.</summary>
    public double[] ToDoubles() => Convert(static value => value);

    /// <summary>The elements as they lie in the file.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal static int SizeOf(IdxElementType type) =>
        type switch
        {
            IdxElementType.UnsignedByte or IdxElementType.SignedByte => 1,
            IdxElementType.Int16 => 2,
            IdxElementType.Int32 or IdxElementType.Single => 4,
            IdxElementType.Double => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type of IDX."),
        };

    /// <summary>One element; every type fits a double exactly.</summary>
    internal double Element(int index)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(index * SizeOf(Type));
        return Type switch
        {
            IdxElementType.UnsignedByte => bytes[0],
            IdxElementType.SignedByte => (sbyte)bytes[0],
            IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            IdxElementType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }

    private T[] Convert<T>(Func<double, T> convert)
    {
        T[] values = new T[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = convert(Element(i));
        return values;
    }
}
