namespace ModelCompiler;

/// <summary>
/// The outputs of one sample, or its targets, as a method marked <see cref="ScalarFunctionAttribute"/> takes them for a loss of the whole
/// row: <c>static float Loss(Row p, Row t) =&gt; Row.LogSumExp(p) - Row.Sum(p * t)</c>. The compiler reads the method, differentiates it,
/// and makes vector code of it; the type itself computes plainly, for tests and <c>SelfCheck</c>. Immutable and thread-safe; what
/// makes a row allocates it.
/// </summary>
public readonly partial struct Row
{
    private readonly float[]? _values;

    /// <summary>A row of values, which are copied.</summary>
    /// <param name="values">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Row(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("A row has at least one value.", nameof(values));
        _values = values.ToArray();
    }

    private Row(float[] values) => _values = values;

    /// <summary>The values; none in a default one.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The sum of the elements, in double precision. Does not allocate.</summary>
    public static float Sum(Row x) => (float)x.Total();

    /// <summary>The mean of the elements, in double precision. Does not allocate.</summary>
    public static float Mean(Row x) => (float)(x.Total() / x.Values.Length);

    /// <summary>The largest element; where several are, each has its share of the derivative. Does not allocate.</summary>
    public static float Max(Row x)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in x.Values)
            largest = MathF.Max(largest, value);
        return largest;
    }

    /// <summary>The smallest element; where several are, each has its share of the derivative. Does not allocate.</summary>
    public static float Min(Row x)
    {
        float smallest = float.PositiveInfinity;
        foreach (float value in x.Values)
            smallest = MathF.Min(smallest, value);
        return smallest;
    }

    /// <summary><c>log(sum(exp(x)))</c>, without overflow. Does not allocate.</summary>
    public static float LogSumExp(Row x)
    {
        float largest = Max(x);
        if (!float.IsFinite(largest))
            return largest;
        double sum = 0;
        foreach (float value in x.Values)
            sum += Math.Exp((double)value - largest);
        return (float)(largest + Math.Log(sum));
    }

    /// <summary><c>exp(x) / sum(exp(x))</c>. Allocates the result.</summary>
    public static Row Softmax(Row x) => Exp(LogSoftmax(x));

    /// <summary><c>x - log(sum(exp(x)))</c>. Allocates the result.</summary>
    public static Row LogSoftmax(Row x) => x - LogSumExp(x);

    /// <summary>The elements with the opposite sign. Allocates the result.</summary>
    public static Row operator -(Row x) => x.Map(static value => -value);

    /// <summary>Sums of the elements of two rows of one length. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Row operator +(Row left, Row right) => left.Zip(right, static (a, b) => a + b);

    /// <summary>Sums of the elements and a number. Allocates the result.</summary>
    public static Row operator +(Row left, float right) => left.Zip(right, static (a, b) => a + b);

    /// <summary>Sums of a number and the elements. Allocates the result.</summary>
    public static Row operator +(float left, Row right) => right.Zip(left, static (b, a) => a + b);

    /// <summary>Differences of the elements of two rows of one length. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Row operator -(Row left, Row right) => left.Zip(right, static (a, b) => a - b);

    /// <summary>Differences of the elements and a number. Allocates the result.</summary>
    public static Row operator -(Row left, float right) => left.Zip(right, static (a, b) => a - b);

    /// <summary>Differences of a number and the elements. Allocates the result.</summary>
    public static Row operator -(float left, Row right) => right.Zip(left, static (b, a) => a - b);

    /// <summary>Products of the elements of two rows of one length. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Row operator *(Row left, Row right) => left.Zip(right, static (a, b) => a * b);

    /// <summary>Products of the elements and a number. Allocates the result.</summary>
    public static Row operator *(Row left, float right) => left.Zip(right, static (a, b) => a * b);

    /// <summary>Products of a number and the elements. Allocates the result.</summary>
    public static Row operator *(float left, Row right) => right.Zip(left, static (b, a) => a * b);

    /// <summary>Quotients of the elements of two rows of one length. Allocates the result.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Row operator /(Row left, Row right) => left.Zip(right, static (a, b) => a / b);

    /// <summary>Quotients of the elements and a number. Allocates the result.</summary>
    public static Row operator /(Row left, float right) => left.Zip(right, static (a, b) => a / b);

    /// <summary>Quotients of a number and the elements. Allocates the result.</summary>
    public static Row operator /(float left, Row right) => right.Zip(left, static (b, a) => a / b);

    private double Total()
    {
        double sum = 0;
        foreach (float value in Values)
            sum += value;
        return sum;
    }

    private Row Map(Func<float, float> function)
    {
        float[] result = Values.ToArray();
        for (int i = 0; i < result.Length; i++)
            result[i] = function(result[i]);
        return new Row(result);
    }

    private Row Zip(float other, Func<float, float, float> function)
    {
        float[] result = Values.ToArray();
        for (int i = 0; i < result.Length; i++)
            result[i] = function(result[i], other);
        return new Row(result);
    }

    private Row Zip(Row other, Func<float, float, float> function)
    {
        if (Values.Length != other.Values.Length)
            throw new ArgumentException($"One row has {Values.Length} values, the other {other.Values.Length}.", nameof(other));
        float[] result = Values.ToArray();
        for (int i = 0; i < result.Length; i++)
            result[i] = function(result[i], other.Values[i]);
        return new Row(result);
    }
}
