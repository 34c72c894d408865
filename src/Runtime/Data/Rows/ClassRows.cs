using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Numbers of classes in memory, as rows of one value.</summary>
internal sealed class ClassRows(ReadOnlyMemory<int> classes) : RowTable("memory", classes.Length, 1)
{
    private string? _fingerprint;

    /// <inheritdoc/>
    internal override bool IsInMemory => true;

    /// <inheritdoc/>
    public override string Fingerprint => _fingerprint ??= Compute();

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        ReadOnlySpan<int> part = classes.Span.Slice((int)first, destination.Length);
        for (int i = 0; i < part.Length; i++)
            destination[i] = part[i];
    }

    private string Compute()
    {
        var hash = new ValueHash();
        hash.Add(MemoryMarshal.Cast<int, uint>(classes.Span));
        return string.Create(CultureInfo.InvariantCulture, $"{Count} x 1, {hash.Value:x16}");
    }
}
