namespace ModelCompiler.Generator.Graph;

/// <summary>A row of an <see cref="AxisMatrix"/>: the weights of neighbouring inputs, none for an output that is zero.</summary>
/// <param name="Start">The first of the inputs.</param>
/// <param name="Weights">Their weights.</param>
internal sealed record AxisRow(int Start, EquatableArray<double> Weights)
{
    /// <summary>A row of equal weights.</summary>
    public static AxisRow Of(int start, int count, double weight) => new(start, Enumerable.Repeat(weight, count).ToEquatableArray());
}

/// <summary>
/// What each value along one dimension of an image is a weighted sum of: a matrix of outputs by inputs whose rows have few values, side by
/// side. Known when the model is compiled.
/// </summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Rows">One row for each output.</param>
internal sealed record AxisMatrix(int Inputs, EquatableArray<AxisRow> Rows)
{
    /// <summary>
    /// The matrix whose rows are the columns of this one. Its rows are side by side too, for rows that start one after another.
    /// </summary>
    public AxisMatrix Transposed
    {
        get
        {
            int[] first = new int[Inputs];
            var columns = new List<double>[Inputs];
            for (int output = 0; output < Rows.Count; output++)
            for (int place = 0; place < Rows[output].Weights.Count; place++)
            {
                int input = Rows[output].Start + place;
                if (columns[input] is null)
                    (first[input], columns[input]) = (output, []);
                while (columns[input].Count < output - first[input])
                    columns[input].Add(0);
                columns[input].Add(Rows[output].Weights[place]);
            }

            return new AxisMatrix(
                Rows.Count,
                columns.Select((column, input) => new AxisRow(first[input], (column ?? []).ToEquatableArray())).ToEquatableArray()
            );
        }
    }

    /// <summary>The matrix that leaves a dimension as it is.</summary>
    public static AxisMatrix Identity(int size) => Nearest(size, size);

    /// <summary>The input at or before each output: <c>floor(i inputs / outputs)</c>.</summary>
    public static AxisMatrix Nearest(int inputs, int outputs) =>
        Of(inputs, outputs, output => AxisRow.Of((int)((long)output * inputs / outputs), 1, 1));

    /// <summary>The two neighbours of each output, on a straight line between them.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="alignCorners">Whether the ends of both fall together, at <c>i (inputs - 1) / (outputs - 1)</c>; otherwise they are the
    /// middles of intervals, at <c>(i + 1/2) inputs / outputs - 1/2</c>.</param>
    public static AxisMatrix Linear(int inputs, int outputs, bool alignCorners)
    {
        // The place of an output is a fraction, whose whole part and rest are exact.
        long denominator = alignCorners ? Math.Max(1, outputs - 1) : 2L * outputs;
        return Of(
            inputs,
            outputs,
            output =>
            {
                long place = alignCorners ? output * (inputs - 1L) : Math.Max(0, (((2L * output) + 1) * inputs) - outputs);
                int start = (int)(place / denominator);
                double rest = place % denominator / (double)denominator;
                return rest == 0 || start == inputs - 1 ? AxisRow.Of(start, 1, 1) : new AxisRow(start, new([1 - rest, rest]));
            }
        );
    }

    /// <summary>
    /// The means of intervals that cover the inputs: from <c>floor(i inputs / outputs)</c> to <c>ceil((i + 1) inputs / outputs)</c>.
    /// </summary>
    public static AxisMatrix Intervals(int inputs, int outputs) =>
        Of(
            inputs,
            outputs,
            output =>
            {
                int start = (int)((long)output * inputs / outputs),
                    end = (int)((((output + 1L) * inputs) + outputs - 1) / outputs);
                return AxisRow.Of(start, end - start, 1.0 / (end - start));
            }
        );

    public static AxisMatrix Of(int inputs, int outputs, Func<int, AxisRow> row) =>
        new(inputs, Enumerable.Range(0, outputs).Select(row).ToEquatableArray());
}
