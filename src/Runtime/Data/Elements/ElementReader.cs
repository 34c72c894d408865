using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Turns elements of a file into floats, as many as there are. Immutable and thread-safe; does not allocate.</summary>
internal abstract class ElementReader
{
    /// <summary>The bytes of an element.</summary>
    public abstract int Size { get; }

    /// <summary>Whether an element can be a NaN or an infinity, or become one as a float.</summary>
    public virtual bool CanBeNonFinite => false;

    /// <summary>Whether elements lie in a file as floats do in memory, so that they can be read to where they belong.</summary>
    public virtual bool IsFloat => false;

    /// <summary>Turns elements, whose lowest byte comes first, into floats; the nearest ones where they do not fit.</summary>
    /// <param name="bytes">Whole elements; at the address of an array.</param>
    /// <param name="values">Receives as many values.</param>
    public abstract void Widen(ReadOnlySpan<byte> bytes, Span<float> values);

    /// <summary>What reads elements of a type.</summary>
    public static ElementReader Of(TensorType type) =>
        type switch
        {
            TensorType.Bool => new TruthElements(),
            TensorType.UInt8 => new ByteElements(),
            TensorType.Int8 => new NumberElements<sbyte>(),
            TensorType.UInt16 => new NumberElements<ushort>(),
            TensorType.Int16 => new NumberElements<short>(),
            TensorType.Float16 => new Float16Elements(),
            TensorType.BFloat16 => new BFloat16Elements(),
            TensorType.UInt32 => new NumberElements<uint>(),
            TensorType.Int32 => new NumberElements<int>(),
            TensorType.Float32 => new FloatElements(),
            TensorType.UInt64 => new NumberElements<ulong>(),
            TensorType.Int64 => new NumberElements<long>(),
            TensorType.Float64 => new NumberElements<double>(),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of elements."),
        };

    /// <summary>Turns around the bytes of each element, in place.</summary>
    public void Reverse(Span<byte> bytes)
    {
        if (Size == sizeof(ushort))
            Reverse(MemoryMarshal.Cast<byte, ushort>(bytes));
        else if (Size == sizeof(uint))
            Reverse(MemoryMarshal.Cast<byte, uint>(bytes));
        else if (Size == sizeof(ulong))
            Reverse(MemoryMarshal.Cast<byte, ulong>(bytes));
    }

    private static void Reverse(Span<ushort> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<uint> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<ulong> values) => BinaryPrimitives.ReverseEndianness(values, values);
}
