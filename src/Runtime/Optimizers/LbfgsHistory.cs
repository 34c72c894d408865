namespace ModelCompiler;

/// <summary>
/// The latest changes of the gradient and the steps that made them, from which L-BFGS has its direction (Nocedal 1980; Nocedal and Wright,
/// "Numerical Optimization", algorithm 7.4). Allocates while it grows, then uses its arrays again.
/// </summary>
/// <param name="capacity">How many it remembers.</param>
internal sealed class LbfgsHistory(int capacity)
{
    // PyTorch's: below it the curvature is not positive enough for the inverse to stay one.
    private const double LeastCurvature = 1e-10;

    private readonly List<Entry> _entries = [];
    private readonly double[] _alpha = new double[capacity];
    private double _scale = 1;
    private Entry? _spare;

    /// <summary>Remembers a step.</summary>
    /// <param name="gradient">The gradient behind it.</param>
    /// <param name="before">The gradient before it.</param>
    /// <param name="direction">Its direction.</param>
    /// <param name="length">Its length in units of the direction.</param>
    public void Add(ReadOnlySpan<double> gradient, ReadOnlySpan<double> before, ReadOnlySpan<double> direction, double length)
    {
        Entry entry = _spare ?? new Entry(gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            entry.Change[i] = gradient[i] - before[i];
            entry.Step[i] = direction[i] * length;
        }

        double curvature = DoubleVectors.Dot(entry.Change, entry.Step);
        _spare = entry;
        if (!(curvature > LeastCurvature))
            return;
        _spare = null;
        if (_entries.Count == capacity)
        {
            _spare = _entries[0];
            _entries.RemoveAt(0);
        }

        entry.Rho = 1 / curvature;
        _entries.Add(entry);
        _scale = curvature / DoubleVectors.Dot(entry.Change, entry.Change);
    }

    /// <summary>The approximate inverse Hessian times the negative gradient: the two loops.</summary>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        for (int i = 0; i < gradient.Length; i++)
            direction[i] = -gradient[i];
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            _alpha[i] = DoubleVectors.Dot(_entries[i].Step, direction) * _entries[i].Rho;
            DoubleVectors.AddScaled(direction, -_alpha[i], _entries[i].Change);
        }

        foreach (ref double value in direction)
            value *= _scale;
        for (int i = 0; i < _entries.Count; i++)
        {
            double beta = DoubleVectors.Dot(_entries[i].Change, direction) * _entries[i].Rho;
            DoubleVectors.AddScaled(direction, _alpha[i] - beta, _entries[i].Step);
        }
    }

    private sealed class Entry(int length)
    {
        public double[] Change { get; } = new double[length];

        public double[] Step { get; } = new double[length];

        /// <summary><c>1 / (change * step)</c>.</summary>
        public double Rho { get; set; }
    }
}
