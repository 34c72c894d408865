namespace ModelCompiler;

/// <content>Standardizing rows that need not fit into memory.</content>
public sealed partial class Standardizer
{
    // Part of the result: the numbers of blocks are added in their order.
    private const int BlockRows = 1024;

    /// <summary>Learns means and standard deviations from the inputs of a source, in one pass.</summary>
    /// <exception cref="ArgumentException">The source is empty.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a file has become shorter; the message names the place.</exception>
    public static Standardizer Fit(RowSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(data.Inputs);
    }

    /// <summary>Learns means and standard deviations from the target values of a source, in one pass.</summary>
    /// <exception cref="ArgumentException">The source is empty or has class indices.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a file has become shorter; the message names the place.</exception>
    public static Standardizer FitTargets(RowSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.HasClasses
            ? throw new ArgumentException("The source has class indices: only target values can be standardized.", nameof(data))
            : Fit(data.Targets);
    }

    /// <summary>
    /// Learns means and standard deviations from the rows of a table, in one pass in double precision: those of blocks of 1,024 rows, put
    /// together in their order (Chan, Golub and LeVeque 1983).
    /// </summary>
    /// <exception cref="ArgumentException">The table is empty.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a file has become shorter; the message names the place.</exception>
    public static Standardizer Fit(RowTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException($"'{rows.Name}' has no rows.", nameof(rows));
        int capacity = (int)Math.Min(Math.Min(BlockRows, rows.Count), Math.Max(1, Array.MaxLength / rows.Size));
        float[] values = new float[capacity * rows.Size];
        double[] means = new double[rows.Size],
            squares = new double[rows.Size],
            meansOfBlock = new double[rows.Size],
            squaresOfBlock = new double[rows.Size];
        for (long first = 0; first < rows.Count; first += capacity)
        {
            int count = (int)Math.Min(capacity, rows.Count - first);
            Span<float> block = values.AsSpan(0, count * rows.Size);
            rows.Read(first, block);
            Measure(block, meansOfBlock, squaresOfBlock);
            double part = (double)count / (first + count);
            for (int feature = 0; feature < means.Length; feature++)
            {
                double difference = meansOfBlock[feature] - means[feature];
                means[feature] += difference * part;
                squares[feature] += squaresOfBlock[feature] + (difference * difference * first * part);
            }
        }

        return Create(means, squares, rows.Count);
    }

    /// <summary>The source with standardized inputs, as a view that transforms what is read. Shares the tables.</summary>
    /// <exception cref="ArgumentException">The source has another number of inputs.</exception>
    public RowSource Transform(RowSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data.InputSize, "input", nameof(data));
        return data.WithInputs(new StandardizedRows(data.Inputs, this));
    }

    /// <summary>The source with standardized targets, as a view that transforms what is read; for regression. Shares the tables.</summary>
    /// <exception cref="ArgumentException">The source has another number of targets, or class indices.</exception>
    public RowSource TransformTargets(RowSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data.TargetSize, "target", nameof(data));
        return data.WithTargets(new StandardizedRows(data.Targets, this));
    }

    // The mean of each feature, and the sum of the squared differences from it.
    private static void Measure(ReadOnlySpan<float> values, Span<double> means, Span<double> squares)
    {
        means.Clear();
        squares.Clear();
        for (int start = 0; start < values.Length; start += means.Length)
        for (int feature = 0; feature < means.Length; feature++)
            means[feature] += values[start + feature];
        int rows = values.Length / means.Length;
        for (int feature = 0; feature < means.Length; feature++)
            means[feature] /= rows;
        for (int start = 0; start < values.Length; start += means.Length)
        {
            for (int feature = 0; feature < means.Length; feature++)
            {
                double difference = values[start + feature] - means[feature];
                squares[feature] += difference * difference;
            }
        }
    }

    private static Standardizer Create(double[] means, double[] squares, long rows)
    {
        double[] scales = new double[means.Length];
        for (int feature = 0; feature < means.Length; feature++)
        {
            double deviation = Math.Sqrt(squares[feature] / rows);

            // What lies below the resolution of a float at that mean is the rounding of the sum, not a spread of the data.
            bool constant = deviation <= Math.Abs(means[feature]) * 1e-12 || (float)deviation == 0f;
            scales[feature] = constant ? 1 : deviation;
            if (constant)
                means[feature] = (float)means[feature];
        }

        return new Standardizer(means, scales);
    }
}
