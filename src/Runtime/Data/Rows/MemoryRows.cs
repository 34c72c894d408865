using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Rows in memory, side by side or as windows over a series.</summary>
internal sealed class MemoryRows(string name, SampleTable rows) : RowTable(name, rows.Count, rows.Size)
{
    private string? _fingerprint;

    /// <inheritdoc/>
    internal override bool IsInMemory => true;

    /// <inheritdoc/>
    public override string Fingerprint => _fingerprint ??= Compute();

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        if (rows.IsSideBySide)
            rows.Covered.Slice((int)first * Size, destination.Length).CopyTo(destination);
        else
            rows.Copy((int)first, destination);
    }

    private string Compute()
    {
        var hash = new ValueHash();
        hash.Add(MemoryMarshal.Cast<float, uint>(rows.Covered));
        hash.Add([(uint)rows.Distance]);
        return string.Create(CultureInfo.InvariantCulture, $"{Count} x {Size}, {hash.Value:x16}");
    }
}
