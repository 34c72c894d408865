using System.Globalization;

namespace ModelCompiler;

/// <summary>Some rows of another table.</summary>
internal sealed class SliceRows(RowTable rows, long start, long count) : RowTable(rows.Name, count, rows.Size)
{
    /// <inheritdoc/>
    public override string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Count} from {start} of {rows.Fingerprint}");

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination) => rows.ReadRows(start + first, destination);
}
