using System.Globalization;

namespace ModelCompiler.Platforms;

/// <summary>
/// A hash of floats, bit by bit, in the order they come. All NaN count as one: which one an operation gives is the processor's choice.
/// </summary>
internal sealed class Fingerprint
{
    private const ulong Offset = 0xcbf29ce484222325,
        Prime = 0x100000001b3;

    private ulong _hash = Offset;
    private int _count;

    /// <summary>Takes in one value.</summary>
    public void Add(float value)
    {
        uint bits = float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToUInt32Bits(value);
        _hash = (_hash ^ bits) * Prime;
        _count++;
    }

    /// <summary>Takes in all values.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            Add(value);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_hash:x16} of {_count} values");
}
