namespace ModelCompiler;

/// <summary>Bytes of which 0 is false and anything else true: 0 and 1.</summary>
internal sealed class TruthElements : ElementReader
{
    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override void Widen(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = bytes[i] == 0 ? 0f : 1f;
    }
}
