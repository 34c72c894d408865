using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>Norms and softmax computed from numbers, to recognise them by.</summary>
internal static class Normalization
{
    /// <summary>Deviations from the mean, or the values themselves, by their root mean square.</summary>
    public static Tensor Of(Tensor x, int[] axes, double epsilon, bool isCentered) =>
        Rows(
            x,
            axes,
            row =>
            {
                double mean = isCentered ? row.Average() : 0,
                    variance = row.Average(value => (value - mean) * (value - mean)),
                    scale = 1 / Math.Sqrt(variance + epsilon);
                for (int index = 0; index < row.Length; index++)
                    row[index] = (row[index] - mean) * scale;
            }
        );

    /// <summary>Softmax, or its logarithm.</summary>
    public static Tensor Softmax(Tensor x, int[] axes, bool isLogarithm) =>
        Rows(
            x,
            axes,
            row =>
            {
                double largest = row.Max(),
                    sum = row.Sum(value => Math.Exp(value - largest));
                for (int index = 0; index < row.Length; index++)
                    row[index] = isLogarithm ? row[index] - largest - Math.Log(sum) : Math.Exp(row[index] - largest) / sum;
            }
        );

    /// <summary>Changes the values along some axes, for all places along the others.</summary>
    public static Tensor Rows(Tensor x, int[] axes, Action<double[]> change)
    {
        int[] strides = Shapes.Strides(x.Shape);
        int[] inside = Offsets(x.Shape, strides, axes),
            outside = Offsets(x.Shape, strides, [.. Enumerable.Range(0, x.Shape.Length).Except(axes)]);
        double[] values = new double[x.Count],
            row = new double[inside.Length];
        foreach (int start in outside)
        {
            for (int index = 0; index < row.Length; index++)
                row[index] = x[start + inside[index]];
            change(row);
            for (int index = 0; index < row.Length; index++)
                values[start + inside[index]] = row[index];
        }

        return Tensor.Of(x.Shape, values, x.Kind);
    }

    /// <summary>How far all places along some axes are from the first.</summary>
    public static int[] Offsets(int[] shape, int[] strides, int[] axes)
    {
        IEnumerable<int> offsets = [0];
        foreach (int axis in axes)
            offsets = offsets.SelectMany(offset => Enumerable.Range(0, shape[axis]).Select(place => offset + (place * strides[axis])));
        return [.. offsets];
    }
}
