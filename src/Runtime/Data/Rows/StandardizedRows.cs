using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Rows of another table, standardized.</summary>
internal sealed class StandardizedRows(RowTable rows, Standardizer standardizer) : RowTable(rows.Name, rows.Count, rows.Size)
{
    private string? _fingerprint;

    /// <inheritdoc/>
    public override string Fingerprint => _fingerprint ??= Compute();

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        rows.ReadRows(first, destination);
        standardizer.Transform(destination);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => rows.Dispose();

    private string Compute()
    {
        var hash = new ValueHash();
        hash.Add(MemoryMarshal.Cast<double, uint>(standardizer.Means));
        hash.Add(MemoryMarshal.Cast<double, uint>(standardizer.StandardDeviations));
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Fingerprint} standardized {hash.Value:x16}");
    }
}
