using System.ComponentModel;
using ModelCompiler.Shared;

namespace ModelCompiler;

/// <summary>
/// Where the elements of one parameter lie in the flat buffer. People and files see row-major PyTorch order
/// (<c>[out, in]</c> for a dense weight); kernels read panels.
/// </summary>
/// <remarks>
/// A panel holds 32 rows (outputs), the last one what remains of <see cref="PaddedRows"/>; within it, element (row, column) lies at
/// <c>column * panelWidth + row</c>, so that one column of a panel fills whole vector registers. A vector (a bias) is one column.
/// Rows added by padding are zero and stay zero.
/// <para>The columns of a convolution's weight are stored in another order than they are seen: people see a plane for each input channel,
/// kernels read all channels of a place of the window (<see cref="Taps"/>) together, as many as are stored. What is added by padding, or
/// lies between groups that are stored together, is zero and stays zero.</para>
/// <para>The weight of a transposed convolution is seen with the inputs first, <c>[in, out / groups, ...]</c>, and stored as that of the
/// convolution over its input that computes the same: outputs in the lanes, the window turned by half a turn.</para>
/// </remarks>
/// <param name="Rows">The number of outputs, the first dimension of the shape.</param>
/// <param name="Columns">The product of the other dimensions; 1 for a vector.</param>
/// <param name="PaddedRows">The outputs as stored: 4, 8 or a multiple of 16.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ParameterLayout(int Rows, int Columns, int PaddedRows)
{
    /// <summary>The rows of a full panel.</summary>
    public const int PanelWidth = Storage.PanelWidth;

    /// <summary>The places of a convolution's window; 0 for everything else.</summary>
    public int Taps { get; init; }

    /// <summary>The input channels of a convolution as stored; those of one group when <see cref="AreGroupsApart"/>.</summary>
    public int StoredChannels { get; init; }

    /// <summary>The groups of a convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// Whether the groups are stored one behind the other, each as a weight of its own, instead of as one weight with zeros between them.
    /// </summary>
    public bool AreGroupsApart { get; init; }

    /// <summary>Whether rows are the inputs of a transposed convolution.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>How many floats a row of so many takes in memory: 4, 8 or a multiple of 16.</summary>
    internal static int Padded(int width) => Storage.Padded(width);

    /// <summary>The number of floats the parameter takes in the buffer, padding included.</summary>
    public int BufferLength => PaddedRows * StoredColumns;

    /// <summary>The number of elements a person sees.</summary>
    public int ElementCount => Rows * Columns;

    /// <summary>The position within the parameter's part of the buffer of the element at (row, column).</summary>
    public int IndexOf(int row, int column)
    {
        if (Taps > 0)
            return IndexInWindow(row, column / Taps, column % Taps);
        return Columns == 1 ? row : Place(row, column, Columns, PaddedRows);
    }

    /// <summary>The number of panels, each of up to <see cref="PanelWidth"/> outputs.</summary>
    internal int PanelCount => StoredGroups * PanelsOfGroup;

    /// <summary>
    /// A panel as it is stored: where it starts in the parameter's part of the buffer, how many outputs it holds (those of padding
    /// included), and how many columns of so many floats follow one another. All weights into an output lie in one lane of one panel.
    /// </summary>
    internal (int Start, int Width, int Columns) Panel(int index)
    {
        int rows = PaddedRows / StoredGroups,
            row = index % PanelsOfGroup * PanelWidth;
        return (((index / PanelsOfGroup * rows) + row) * StoredColumns, Math.Min(PanelWidth, rows - row), StoredColumns);
    }

    private int StoredGroups => AreGroupsApart ? Groups : 1;

    private int PanelsOfGroup => ((PaddedRows / StoredGroups) + PanelWidth - 1) / PanelWidth;

    private int StoredColumns => Taps > 0 ? Taps * StoredChannels : Columns;

    private int IndexInWindow(int row, int second, int tap)
    {
        int perGroup = Rows / Groups,
            seconds = Columns / Taps,
            group = row / perGroup,
            output = row % perGroup,
            channel = second;
        (int outputs, int channels) = (perGroup, seconds);
        if (IsTransposed)
            (output, channel, outputs, channels, tap) = (second, row % perGroup, seconds, perGroup, Taps - 1 - tap);
        return AreGroupsApart
            ? (group * outputs * StoredColumns) + Place(output, (tap * StoredChannels) + channel, StoredColumns, outputs)
            : Place((group * outputs) + output, (tap * StoredChannels) + (group * channels) + channel, StoredColumns, PaddedRows);
    }

    private static int Place(int row, int column, int columns, int paddedRows)
    {
        int panelStart = row / PanelWidth * PanelWidth;
        return (panelStart * columns) + (column * Math.Min(PanelWidth, paddedRows - panelStart)) + (row - panelStart);
    }
}
