using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// A random order of any number of items that is computed place by place, both ways, without an array. A value that does not allocate.
/// </summary>
/// <remarks>
/// A Feistel network (Luby and Rackoff 1988) permutes the numbers of as many bits as the count needs: two halves, each in turn changed by a
/// mixed function of the other. Numbers beyond the count are sent through again until one falls below it (Black and Rogaway 2002), less
/// than
/// once more on average.
/// </remarks>
internal readonly struct FeistelPermutation
{
    private const int Rounds = 6;
    private const ulong First = 0x9E3779B97F4A7C15,
        Second = 0xD6E8FEB86659FD93;

    private readonly ulong _count;
    private readonly int _lowBits;
    private readonly ulong _lowMask;
    private readonly ulong _highMask;
    private readonly RoundKeys _keys;

    /// <summary>Chooses an order.</summary>
    /// <param name="count">The number of items, at least 1.</param>
    /// <param name="random">Where its keys come from.</param>
    /// <param name="number">Which order: one of 2^60.</param>
    public FeistelPermutation(long count, CounterRandom random, ulong number)
    {
        _count = (ulong)count;
        int bits = BitOperations.Log2((_count - 1) | 1) + (count > 1 ? 1 : 0);
        _lowBits = (bits + 1) / 2;
        _lowMask = (1UL << _lowBits) - 1;
        _highMask = (1UL << (bits - _lowBits)) - 1;
        for (int round = 0; round < Rounds; round += 2)
        {
            (uint a, uint b, uint c, uint d) = random.Block((number * (Rounds / 2)) + ((ulong)round / 2));
            _keys[round] = a | ((ulong)b << 32);
            _keys[round + 1] = c | ((ulong)d << 32);
        }
    }

    /// <summary>The item at a place, both from 0.</summary>
    public long this[long place]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong value = (ulong)place;
            do value = Forward(value);
            while (value >= _count);
            return (long)value;
        }
    }

    /// <summary>The place of an item.</summary>
    public long PlaceOf(long item)
    {
        ulong value = (ulong)item;
        do value = Backward(value);
        while (value >= _count);
        return (long)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Forward(ulong value)
    {
        ulong low = value & _lowMask,
            high = value >> _lowBits;
        for (int round = 0; round < Rounds; round += 2)
        {
            low ^= Mix(high, _keys[round]) & _lowMask;
            high ^= Mix(low, _keys[round + 1]) & _highMask;
        }

        return low | (high << _lowBits);
    }

    private ulong Backward(ulong value)
    {
        ulong low = value & _lowMask,
            high = value >> _lowBits;
        for (int round = Rounds - 2; round >= 0; round -= 2)
        {
            high ^= Mix(low, _keys[round + 1]) & _highMask;
            low ^= Mix(high, _keys[round]) & _lowMask;
        }

        return low | (high << _lowBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong half, ulong key)
    {
        ulong mixed = (half ^ key) * First;
        mixed = (mixed ^ (mixed >> 32)) * Second;
        return mixed >> 32;
    }

    [InlineArray(Rounds)]
    private struct RoundKeys
    {
        private ulong _first;
    }
}
