namespace ModelCompiler.Data;

/// <summary>A row of a group has no value; the table that reads the group says which file and column that is.</summary>
internal sealed class MissingValueException(int row) : Exception
{
    /// <summary>The row within the group.</summary>
    public int Row { get; } = row;
}
