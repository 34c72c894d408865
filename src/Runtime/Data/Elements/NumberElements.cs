using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Elements that .NET has a type for.</summary>
internal sealed class NumberElements<TElement> : ElementReader
    where TElement : unmanaged, INumber<TElement>
{
    /// <inheritdoc/>
    public override unsafe int Size => sizeof(TElement);

    /// <inheritdoc/>
    public override bool CanBeNonFinite => typeof(TElement) == typeof(double);

    /// <inheritdoc/>
    public override void Widen(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        ReadOnlySpan<TElement> elements = MemoryMarshal.Cast<byte, TElement>(bytes)[..values.Length];
        for (int i = 0; i < elements.Length; i++)
            values[i] = float.CreateSaturating(elements[i]);
    }
}
