using System.Globalization;

namespace ModelCompiler;

/// <summary>Rows of one value that says how much a sample counts, which is checked when it is read.</summary>
internal sealed class WeightRows(RowTable rows) : RowTable(rows.Name, rows.Count, 1)
{
    /// <inheritdoc/>
    public override string Fingerprint => rows.Fingerprint;

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        rows.ReadRows(first, destination);
        for (int i = 0; i < destination.Length; i++)
            if (destination[i] < 0)
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{Name}', row {first + i} has the weight {destination[i]}; a weight is at least 0. Rows are counted from 0."
                    )
                );
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => rows.Dispose();
}
