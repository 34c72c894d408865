using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// The block function Philox4x32-10: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
/// It turns a 128-bit counter and a 64-bit key into four independent 32-bit words, with integer operations only.
/// </summary>
internal static class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyIncrement0 = 0x9E3779B9;
    private const uint KeyIncrement1 = 0xBB67AE85;

    /// <summary>The four words that belong to a counter (low word first) and a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (uint Word0, uint Word1, uint Word2, uint Word3) Block(
        uint counter0,
        uint counter1,
        uint counter2,
        uint counter3,
        uint key0,
        uint key1
    )
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter0;
            ulong product1 = (ulong)Multiplier1 * counter2;
            counter0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
            counter1 = (uint)product1;
            counter2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
            counter3 = (uint)product0;
            unchecked
            {
                key0 += KeyIncrement0;
                key1 += KeyIncrement1;
            }
        }
        return (counter0, counter1, counter2, counter3);
    }
}
