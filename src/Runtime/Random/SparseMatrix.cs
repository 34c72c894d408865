namespace ModelCompiler;

/// <summary>
/// Random matrices of which each column has the same number of zeros, at random rows, and normal numbers elsewhere, as PyTorch's
/// <c>sparse_</c> (Martens 2010, "Deep learning via Hessian-free optimization"). The same on every machine.
/// </summary>
internal static class SparseMatrix
{
    // PyTorch's default.
    private const float Deviation = 0.01f;

    /// <summary>Fills a parameter. Allocates two numbers for each row.</summary>
    /// <param name="parameter">The parameter, whose first dimension counts the rows.</param>
    /// <param name="values">The values, in the parameter's layout.</param>
    /// <param name="random">The numbers.</param>
    /// <param name="sparsity">The part of a column that is zero, rounded up to whole elements.</param>
    public static void Fill(ParameterDescriptor parameter, Span<float> values, CounterRandom random, float sparsity)
    {
        // As a decimal number the part is what was written: a tenth of ten rows is one, while the float is a little more than a tenth.
        int rows = parameter.Shape[0],
            columns = parameter.Count / rows,
            zeros = (int)Math.Ceiling((decimal)sparsity * rows);
        ParameterLayout layout = parameter.Layout;
        uint[] keys = new uint[rows];
        int[] order = new int[rows];
        for (int column = 0; column < columns; column++)
        {
            // The rows of the smallest keys are zero; their numbers are behind those of the elements.
            for (int row = 0; row < rows; row++)
            {
                keys[row] = random.UInt32((ulong)parameter.Count + (ulong)((row * columns) + column));
                order[row] = row;
            }

            Array.Sort(keys, order);
            for (int place = 0; place < rows; place++)
            {
                int element = (order[place] * columns) + column;
                values[layout.IndexOf(element / layout.Columns, element % layout.Columns)] =
                    place < zeros ? 0 : random.Normal((ulong)element) * Deviation;
            }
        }
    }
}
