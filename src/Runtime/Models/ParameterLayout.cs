namespace ModelCompiler;

/// <summary>
/// Where the elements of one parameter lie in the flat buffer. People and files see row-major PyTorch order
/// (<c>[out, in]</c> for a dense weight); kernels read panels.
/// </summary>
/// <remarks>
/// A panel holds 32 rows (outputs), the last one what remains of <see cref="PaddedRows"/>; within it, element (row, column) lies at
/// <c>column * panelWidth + row</c>, so that one column of a panel fills whole vector registers. A vector (a bias) is one column.
/// Rows added by padding are zero and stay zero.
/// <para>The columns of a convolution's weight are stored in another order than they are seen: people see a plane for each input channel, kernels read all
/// channels of a place of the window (<see cref="Taps"/>) together, as many as are stored. What is added by padding, or lies between groups, is zero and stays zero.</para>
/// </remarks>
/// <param name="Rows">The number of outputs, the first dimension of the shape.</param>
/// <param name="Columns">The product of the other dimensions; 1 for a vector.</param>
/// <param name="PaddedRows">The rows as stored: 4, 8 or a multiple of 16.</param>
public readonly record struct ParameterLayout(int Rows, int Columns, int PaddedRows)
{
    /// <summary>The rows of a full panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>The places of a convolution's window; 0 for everything else.</summary>
    public int Taps { get; init; }

    /// <summary>The input channels of a convolution as stored.</summary>
    public int StoredChannels { get; init; }

    /// <summary>The groups of a convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The number of floats the parameter takes in the buffer, padding included.</summary>
    public int BufferLength => PaddedRows * StoredColumns;

    /// <summary>The number of elements a person sees.</summary>
    public int ElementCount => Rows * Columns;

    /// <summary>The position within the parameter's part of the buffer of the element at (row, column).</summary>
    public int IndexOf(int row, int column)
    {
        if (Taps > 0)
            column = StoredColumn(row, column);
        else if (Columns == 1)
            return row;
        int panelStart = row / PanelWidth * PanelWidth;
        int width = Math.Min(PanelWidth, PaddedRows - panelStart);
        return (panelStart * StoredColumns) + (column * width) + (row - panelStart);
    }

    private int StoredColumns => Taps > 0 ? Taps * StoredChannels : Columns;

    private int StoredColumn(int row, int column)
    {
        int channels = Columns / Taps, firstOfGroup = row / (Rows / Groups) * channels;
        return (column % Taps * StoredChannels) + firstOfGroup + (column / Taps);
    }
}
