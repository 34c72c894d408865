namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Scalars in double precision that remember how they were computed: reverse-mode differentiation, number by number, which knows nothing of
/// layers. As single-precision tape, every result is rounded to a float instead, gradients included: how far the two are apart says what
/// accuracy can be expected of floats.
/// </summary>
internal sealed class Tape(bool isSingle = false)
{
    private double[] _values = new double[4096],
        _derivatives = new double[16384];
    private int[] _ends = new int[4096],
        _operands = new int[16384];
    private readonly Dictionary<int, int> _logits = [];
    private int _count,
        _edges;

    /// <summary>
    /// How near the values came to a point where a derivative jumps; exact hits, as of the zeros of a rectifier before another, do not
    /// count.
    /// </summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest value, without its sign: what floats cannot hold is not compared.</summary>
    public double Largest { get; private set; }

    /// <summary>The largest part of a derivative that <see cref="Gradient"/> added up, without its sign.</summary>
    public double LargestPart { get; private set; }

    public double this[int scalar] => _values[scalar];

    public double[] Values(ReadOnlySpan<int> scalars)
    {
        double[] values = new double[scalars.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = _values[scalars[i]];
        return values;
    }

    public int Leaf(double value) => Close(value);

    public int[] Leaves(ReadOnlySpan<float> values)
    {
        int[] scalars = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
            scalars[i] = Close(values[i]);
        return scalars;
    }

    public int Add(int left, int right, double factor = 1) =>
        Edge(left, 1).Edge(right, factor).Close(_values[left] + (factor * _values[right]));

    public int Multiply(int left, int right) => Edge(left, _values[right]).Edge(right, _values[left]).Close(_values[left] * _values[right]);

    public int Scale(int x, double factor) => Edge(x, factor).Close(_values[x] * factor);

    public int Sum(IEnumerable<int> terms, double factor = 1)
    {
        // What computes a term has edges of its own, which come first.
        int[] all = [.. terms];
        double sum = 0;
        foreach (int term in all)
        {
            sum = Round(sum + _values[term]);
            Edge(term, factor);
        }

        return Close(sum * factor);
    }

    /// <summary>Any function of one scalar.</summary>
    public int Function(int x, double value, double derivative) => Edge(x, derivative).Close(value);

    /// <summary>Starts a sum of products, which <see cref="Product"/> continues and <see cref="EndSum"/> ends.</summary>
    public double StartSum(int bias) => bias < 0 ? 0 : Edge(bias, 1)._values[bias];

    public double Product(double sum, int left, int right)
    {
        Edge(left, _values[right]);
        Edge(right, _values[left]);
        return Round(sum + (_values[left] * _values[right]));
    }

    public int EndSum(double sum) => Close(sum);

    /// <summary>Notes that a value is the sigmoid of another one, which tells more of it where it is nearly 0 or 1.</summary>
    public int NoteLogit(int sigmoid, int logit)
    {
        _logits[sigmoid] = logit;
        return sigmoid;
    }

    /// <summary>What a value is the sigmoid of; null for other values.</summary>
    public int? LogitOf(int sigmoid) => _logits.TryGetValue(sigmoid, out int logit) ? logit : null;

    /// <summary>Notes how far a value is from a point where its derivative jumps.</summary>
    public void NoteKink(double distance)
    {
        distance = Math.Abs(distance);
        if (distance > 0)
            Margin = Math.Min(Margin, distance);
    }

    /// <summary>The derivative of one scalar by every other.</summary>
    public double[] Gradient(int of)
    {
        double[] gradient = new double[_count];
        gradient[of] = 1;
        for (int scalar = of; scalar >= 0; scalar--)
        {
            double upstream = gradient[scalar];
            if (upstream == 0)
                continue;
            for (int edge = scalar == 0 ? 0 : _ends[scalar - 1]; edge < _ends[scalar]; edge++)
            {
                double part = upstream * _derivatives[edge];
                LargestPart = Math.Max(LargestPart, Math.Abs(part));
                gradient[_operands[edge]] = Round(gradient[_operands[edge]] + part);
            }
        }

        return gradient;
    }

    private double Round(double value) => isSingle ? (float)value : value;

    private Tape Edge(int operand, double derivative)
    {
        if (_edges == _operands.Length)
        {
            Array.Resize(ref _operands, 2 * _edges);
            Array.Resize(ref _derivatives, 2 * _edges);
        }

        _operands[_edges] = operand;
        _derivatives[_edges++] = Round(derivative);
        return this;
    }

    private int Close(double value)
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, 2 * _count);
            Array.Resize(ref _ends, 2 * _count);
        }

        _values[_count] = Round(value);
        Largest = double.IsNaN(value) ? double.PositiveInfinity : Math.Max(Largest, Math.Abs(value));
        _ends[_count] = _edges;
        return _count++;
    }
}
