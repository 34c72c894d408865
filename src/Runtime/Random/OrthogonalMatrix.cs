namespace ModelCompiler;

/// <summary>
/// Random matrices of orthonormal rows or columns: those of a matrix of normal numbers, each made orthogonal to the ones before (modified
/// Gram-Schmidt), which gives every such matrix the same chance, as the signs of the decomposition that PyTorch and Keras take do. Computed
/// in double from exactly rounded operations only, so that a seed gives the same matrix on every machine.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>Fills a parameter. Allocates a double for each element.</summary>
    /// <param name="parameter">The parameter, whose first dimension counts the rows.</param>
    /// <param name="values">The values, in the parameter's layout.</param>
    /// <param name="random">The numbers.</param>
    /// <param name="gain">What the matrix is multiplied by.</param>
    public static void Fill(ParameterDescriptor parameter, Span<float> values, CounterRandom random, float gain)
    {
        int rows = parameter.Shape[0],
            columns = parameter.Count / rows;
        (int count, int length) = rows <= columns ? (rows, columns) : (columns, rows);
        double[] vectors = new double[parameter.Count];
        for (int position = 0; position < vectors.Length; position++)
            vectors[position] = random.Normal((ulong)position);
        for (int vector = 0; vector < count; vector++)
            MakeOrthonormal(vectors, vector, length);

        ParameterLayout layout = parameter.Layout;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int element = (row * columns) + column,
                    source = rows <= columns ? element : (column * length) + row;
                values[layout.IndexOf(element / layout.Columns, element % layout.Columns)] = (float)(gain * vectors[source]);
            }
        }
    }

    // Twice, because what the first pass leaves of a vector that was nearly in the span of the others is mostly rounding.
    private static void MakeOrthonormal(double[] vectors, int vector, int length)
    {
        Span<double> own = vectors.AsSpan(vector * length, length);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int other = 0; other < vector; other++)
            {
                ReadOnlySpan<double> direction = vectors.AsSpan(other * length, length);
                double part = Product(own, direction);
                for (int i = 0; i < own.Length; i++)
                    own[i] -= part * direction[i];
            }

            double norm = Math.Sqrt(Product(own, own));
            for (int i = 0; i < own.Length; i++)
                own[i] /= norm;
        }
    }

    private static double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
