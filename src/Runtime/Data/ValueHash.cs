using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>A hash of 64 bits over 32-bit values, four at a time, so that it runs at the speed of memory.</summary>
internal struct ValueHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private ulong _a,
        _b,
        _c,
        _d;

    /// <summary>The hash of the bits of floats.</summary>
    public static ulong Of(ReadOnlySpan<float> values)
    {
        var hash = new ValueHash();
        hash.Add(MemoryMarshal.Cast<float, uint>(values));
        return hash.Value;
    }

    public readonly ulong Value => Mix(Mix(Mix(Mix(0, _a), _b), _c), _d);

    public void Add(ReadOnlySpan<uint> values)
    {
        _a ^= (ulong)values.Length;
        for (; values.Length >= 4; values = values[4..])
        {
            _a = Mix(_a, values[0]);
            _b = Mix(_b, values[1]);
            _c = Mix(_c, values[2]);
            _d = Mix(_d, values[3]);
        }

        foreach (uint value in values)
            _a = Mix(_a, value);
    }

    private static ulong Mix(ulong state, ulong value)
    {
        ulong mixed = (state ^ value) * Multiplier;
        return BitOperations.RotateLeft(mixed, 29) ^ (mixed >> 32);
    }
}
