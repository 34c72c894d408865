namespace ModelCompiler;

/// <summary>
/// Where the elements of one parameter lie in the flat buffer. People and files see row-major PyTorch order
/// (<c>[out, in]</c> for a dense weight); kernels read panels.
/// </summary>
/// <remarks>
/// A panel holds 32 rows (outputs), the last one what remains of <see cref="PaddedRows"/>; within it, element (row, column) lies at
/// <c>column * panelWidth + row</c>, so that one column of a panel fills whole vector registers. A vector (a bias) is one column.
/// Rows added by padding are zero and stay zero.
/// </remarks>
/// <param name="Rows">The number of outputs, the first dimension of the shape.</param>
/// <param name="Columns">The product of the other dimensions; 1 for a vector.</param>
/// <param name="PaddedRows">The rows as stored: 4, 8 or a multiple of 16.</param>
public readonly record struct ParameterLayout(int Rows, int Columns, int PaddedRows)
{
    /// <summary>The rows of a full panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>The number of floats the parameter takes in the buffer, padding included.</summary>
    public int BufferLength => PaddedRows * Columns;

    /// <summary>The number of elements a person sees.</summary>
    public int ElementCount => Rows * Columns;

    /// <summary>The position within the parameter's part of the buffer of the element at (row, column).</summary>
    public int IndexOf(int row, int column)
    {
        if (Columns == 1)
            return row;
        int panelStart = row / PanelWidth * PanelWidth;
        int width = Math.Min(PanelWidth, PaddedRows - panelStart);
        return (panelStart * Columns) + (column * width) + (row - panelStart);
    }
}
