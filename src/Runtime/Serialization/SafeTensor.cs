using System.Globalization;

namespace ModelCompiler;

/// <summary>One tensor of a safetensors file: its name, type, shape and place. Immutable and thread-safe.</summary>
public sealed class SafeTensor
{
    private readonly long[] _shape;
    private readonly string? _unknownType;

    internal SafeTensor(string name, TensorType? type, string? unknownType, long[] shape, long begin, long end)
    {
        Name = name;
        Type = type;
        _unknownType = unknownType;
        _shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, as <c>hidden.weight</c>. It comes from the file: never use it as a path.</summary>
    public string Name { get; }

    /// <summary>
    /// The type of the elements; null for one that this library does not know, such as a format of 8 bits (<see cref="TypeName"/> says
    /// which): bytes of such a tensor can be read and passed on, its values cannot.
    /// </summary>
    public TensorType? Type { get; }

    /// <summary>The type as the file names it, as <c>F32</c>. It comes from the file.</summary>
    public string TypeName => Type is { } type ? TensorTypes.Name(type) : _unknownType!;

    /// <summary>The dimensions, in row-major order; empty for a single value.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The number of elements, the product of <see cref="Shape"/>.</summary>
    public long Count
    {
        get
        {
            long count = _shape.AsSpan().Contains(0) ? 0 : 1;
            foreach (long dimension in _shape)
                count *= dimension;
            return count;
        }
    }

    /// <summary>The number of bytes the elements take in the file.</summary>
    public long ByteLength => End - Begin;

    /// <summary>Where the elements begin, in bytes after the header.</summary>
    internal long Begin { get; }

    /// <summary>Where the elements end, in bytes after the header.</summary>
    internal long End { get; }

    /// <summary>Name, type and shape, as <c>hidden.weight F32 [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {TypeName} {ShapeText(Shape)}";

    /// <summary>A shape as <c>[128, 784]</c>.</summary>
    internal static string ShapeText(ReadOnlySpan<long> shape)
    {
        string[] dimensions = new string[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            dimensions[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", dimensions)}]";
    }
}
