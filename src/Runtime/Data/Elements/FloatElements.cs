using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Elements that are floats already.</summary>
internal sealed class FloatElements : ElementReader
{
    /// <inheritdoc/>
    public override int Size => sizeof(float);

    /// <inheritdoc/>
    public override bool CanBeNonFinite => true;

    /// <inheritdoc/>
    public override bool IsFloat => true;

    /// <inheritdoc/>
    public override void Widen(ReadOnlySpan<byte> bytes, Span<float> values) => MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
}
