using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCompiler.Onnx;

/// <summary>
/// A constant: a name, a shape and values, which stay in the file's memory until they are asked for. Immutable; thread-safe.
/// </summary>
public sealed class OnnxTensor
{
    private readonly ReadOnlyMemory<byte> _values;
    private readonly bool _areVarints;

    internal OnnxTensor(string name, OnnxElementType type, long[] dimensions, ReadOnlyMemory<byte> values, bool areVarints)
    {
        Name = name;
        Type = type;
        Dimensions = dimensions;
        _values = values;
        _areVarints = areVarints;
    }

    /// <summary>The name; may be empty where it is a node's.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public OnnxElementType Type { get; }

    /// <summary>The dimensions; none for a single value.</summary>
    public IReadOnlyList<long> Dimensions { get; }

    /// <summary>The number of elements.</summary>
    public int Count => (int)Dimensions.Aggregate(1L, (count, dimension) => count * dimension);

    /// <summary>Whether the elements are integers or truth values.</summary>
    public bool IsInteger =>
        Type
            is OnnxElementType.UInt8
                or OnnxElementType.Int8
                or OnnxElementType.UInt16
                or OnnxElementType.Int16
                or OnnxElementType.Int32
                or OnnxElementType.Int64
                or OnnxElementType.Bool
                or OnnxElementType.UInt32
                or OnnxElementType.UInt64
                or OnnxElementType.UInt4
                or OnnxElementType.Int4;

    /// <summary>Reads one tensor that is a file of its own, as those of ONNX's test data.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxFormatException">It is no tensor.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static OnnxTensor Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = File.ReadAllBytes(path);
        var source = new SourceBytes(bytes, Path.GetFileName(path), new OnnxLimits());
        return TensorParser.Tensor(new ProtobufReader(source, 0, bytes.Length, 0), external: null);
    }

    /// <summary>The same tensor by another name; the values are shared.</summary>
    public OnnxTensor Named(string name) => new(name, Type, [.. Dimensions], _values, _areVarints);

    /// <summary>A copy of the values in single precision: smaller types widened, doubles and integers rounded.</summary>
    /// <exception cref="OnnxFormatException">The elements are texts, complex numbers or of an unknown type.</exception>
    public float[] ToFloats()
    {
        if (_values.IsEmpty && Count > 0)
            throw new OnnxFormatException($"The tensor '{Name}' holds {Type}, which is not read as numbers.");
        if (Type == OnnxElementType.Float && BitConverter.IsLittleEndian)
            return MemoryMarshal.Cast<byte, float>(_values.Span).ToArray();
        if (IsInteger)
            return [.. ToIntegers().Select(value => (float)value)];
        float[] values = new float[Count];
        if (_areVarints)
        {
            long[] halves = Onnx.Varints.All(_values.Span);
            for (int i = 0; i < values.Length; i++)
                values[i] = TensorElements.Small(Type, (ushort)halves[i], Name);
            return values;
        }

        ReadOnlySpan<byte> bytes = _values.Span;
        int size = (int)Bytes(Type, 1);
        for (int i = 0; i < values.Length; i++)
            values[i] = TensorElements.Number(Type, bytes.Slice(i * size, size), Name);
        return values;
    }

    /// <summary>A copy of the values as integers; true is 1.</summary>
    /// <exception cref="OnnxFormatException">The elements are no integers.</exception>
    public long[] ToIntegers()
    {
        if (!IsInteger)
            throw new OnnxFormatException($"The tensor '{Name}' holds {Type} where integers belong.");
        if (Type is OnnxElementType.UInt4 or OnnxElementType.Int4)
            return Halves();
        if (_areVarints)
            return Onnx.Varints.All(_values.Span);
        long[] values = new long[Count];
        ReadOnlySpan<byte> bytes = _values.Span;
        int size = (int)Bytes(Type, 1);
        for (int i = 0; i < values.Length; i++)
            values[i] = TensorElements.Integer(Type, bytes.Slice(i * size, size));
        return values;
    }

    /// <summary>Name, type and shape, as <c>fc1.weight: Float[16,8]</c>.</summary>
    public override string ToString() => $"{Name}: {Type}[{string.Join(",", Dimensions)}]";

    /// <summary>The bytes of so many elements.</summary>
    internal static long Bytes(OnnxElementType type, long count) =>
        type switch
        {
            OnnxElementType.Complex128 => 16 * count,
            OnnxElementType.Int64 or OnnxElementType.UInt64 or OnnxElementType.Double or OnnxElementType.Complex64 => 8 * count,
            OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4 * count,
            OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Int16 or OnnxElementType.UInt16 => 2 * count,
            OnnxElementType.UInt4 or OnnxElementType.Int4 or OnnxElementType.Float4E2M1 => (count + 1) / 2,
            _ => count,
        };

    /// <summary>The integers that so many elements are stored in, where they are not stored as bytes.</summary>
    internal static long Varints(OnnxElementType type, long count) =>
        type is OnnxElementType.UInt4 or OnnxElementType.Int4 or OnnxElementType.Float4E2M1 ? (count + 1) / 2 : count;

    // The first of two elements is the lower half of a byte.
    private long[] Halves()
    {
        long[] pairs = _areVarints ? Onnx.Varints.All(_values.Span) : [.. _values.ToArray().Select(value => (long)value)],
            values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            long half = (pairs[i / 2] >> (4 * (i % 2))) & 15;
            values[i] = Type == OnnxElementType.Int4 && half > 7 ? half - 16 : half;
        }

        return values;
    }
}
