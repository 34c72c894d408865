using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Graph;

/// <summary>What the elements of a constant are.</summary>
internal enum ElementKind
{
    /// <summary>Numbers in single precision, as files have them.</summary>
    Float,

    /// <summary>Numbers that are not rounded: those that a part of the network is tried with.</summary>
    Exact,

    /// <summary>Whole numbers, and truth values as 0 and 1.</summary>
    Integer,
}

/// <summary>A constant: a shape and its values in row-major order. Nobody changes it.</summary>
internal sealed class Tensor
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;
    private readonly double[]? _exact;
    private Tensor? _turned;

    private Tensor(int[] shape, ElementKind kind, float[]? floats, long[]? integers, double[]? exact)
    {
        Shape = shape;
        Kind = kind;
        _floats = floats;
        _integers = integers;
        _exact = exact;
        Count = Shapes.Size(shape);
    }

    public int[] Shape { get; }

    public ElementKind Kind { get; }

    public int Count { get; }

    public bool IsInteger => Kind == ElementKind.Integer;

    /// <summary>The only value, or the first.</summary>
    public double Value => this[0];

    public double this[int index] =>
        _floats is not null ? _floats[index]
        : _integers is not null ? _integers[index]
        : _exact![index];

    public static Tensor Of(int[] shape, float[] values) => new(shape, ElementKind.Float, values, null, null);

    public static Tensor Of(int[] shape, long[] values) => new(shape, ElementKind.Integer, null, values, null);

    public static Tensor List(params long[] values) => Of([values.Length], values);

    public static Tensor Scalar(double value) => Of([], [(float)value]);

    /// <summary>Values that were computed, as elements of a kind.</summary>
    public static Tensor Of(int[] shape, double[] values, ElementKind kind) =>
        kind switch
        {
            ElementKind.Float => Of(shape, Array.ConvertAll(values, value => (float)value)),
            ElementKind.Integer => Of(shape, Array.ConvertAll(values, value => (long)value)),
            _ => new(shape, kind, null, null, values),
        };

    /// <summary>A constant of a file; numbers of other types are widened.</summary>
    public static Tensor Of(OnnxTensor tensor)
    {
        int[] shape = [.. tensor.Dimensions.Select(dimension => (int)dimension)];
        return tensor.IsInteger ? Of(shape, tensor.ToIntegers()) : Of(shape, tensor.ToFloats());
    }

    public Tensor Reshaped(int[] shape) => shape.SequenceEqual(Shape) ? this : new(shape, Kind, _floats, _integers, _exact);

    /// <summary>
    /// A matrix with rows and columns exchanged. Each of the two knows the other: several attempts to read a network, and exchanges that
    /// cancel, cost one copy.
    /// </summary>
    public Tensor Turned()
    {
        if (_turned is not null)
            return _turned;
        int rows = Shape[0],
            columns = Shape[1];
        _turned = Moved([columns, rows], index => (index % rows * columns) + (index / rows));
        _turned._turned = this;
        return _turned;
    }

    /// <summary>The values in single precision; not to be changed.</summary>
    public float[] Floats() => _floats ?? [.. Enumerable.Range(0, Count).Select(index => (float)this[index])];

    public long[] Integers() => _integers ?? [.. Enumerable.Range(0, Count).Select(index => (long)this[index])];

    /// <summary>The elements at other places: <paramref name="source"/> says where each comes from.</summary>
    public Tensor Moved(int[] shape, Func<int, int> source)
    {
        int count = Shapes.Size(shape);
        Shapes.CheckComputed(count, Count, "repeating a constant");
        if (_floats is not null)
            return Of(shape, Gathered(_floats, count, source));
        return _integers is not null
            ? Of(shape, Gathered(_integers, count, source))
            : new Tensor(shape, Kind, null, null, Gathered(_exact!, count, source));
    }

    public bool All(Func<double, bool> holds)
    {
        for (int index = 0; index < Count; index++)
            if (!holds(this[index]))
                return false;
        return true;
    }

    private static T[] Gathered<T>(T[] values, int count, Func<int, int> source)
    {
        var result = new T[count];
        for (int index = 0; index < count; index++)
            result[index] = values[source(index)];
        return result;
    }
}
