using ModelCompiler.Generator.Planning.Calls;
using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Planning;

/// <summary>Collects the tables of a schedule: the numbers that its normalisations have for each channel.</summary>
internal sealed class ChannelTables
{
    /// <summary>The rows of a table.</summary>
    public const int Rows = NormalizationTable.Rows;

    /// <summary>The first of the three rows that the gradient through a frozen normalisation is mapped with.</summary>
    public const int GradientRow = NormalizationTable.GradientRow;

    private readonly List<TablePlan> _tables = [];

    /// <summary>Whether a normalisation needs all samples of the batch at once.</summary>
    public bool NeedWholeBatch => _tables.Exists(table => !table.IsRunning);

    /// <summary>The number that the next table gets.</summary>
    public int Next => _tables.Count;

    /// <summary>Adds the table of a normalisation; returns its number.</summary>
    /// <param name="label">The layer.</param>
    /// <param name="node">The position of the normalisation.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="isRunning">Whether the numbers come from the running statistics.</param>
    /// <param name="update">What fills the table from the running statistics, or lets those follow the batch.</param>
    public int Add(string label, int node, int columns, bool isRunning, CodeLine update)
    {
        _tables.Add(new TablePlan(Names.Pascal(label) + "Channels", node, columns, 0, isRunning, update));
        return _tables.Count - 1;
    }

    /// <summary>The number of the table of a normalisation.</summary>
    public int Of(int node) => _tables.FindIndex(table => table.Node == node);

    /// <summary>Gives every table its place from <paramref name="end"/> on.</summary>
    public EquatableArray<TablePlan> Place(ref int end)
    {
        for (int index = 0; index < _tables.Count; index++)
        {
            _tables[index] = _tables[index] with { Offset = end };
            end += MemoryLayout.RoundUp(Rows * _tables[index].Columns, MemoryLayout.WidestVector);
        }

        return _tables.ToEquatableArray();
    }
}
