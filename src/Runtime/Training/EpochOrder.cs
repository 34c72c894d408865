namespace ModelCompiler;

/// <summary>
/// The order of the samples of each epoch: a pure function of the seed, the epoch and the number of samples. Allocates only when created.
/// </summary>
internal sealed class EpochOrder
{
    private const ulong Stream = RandomSequence.DefaultStream + 1;

    // Fisher-Yates uses about one word per sample, so 2^32 words keep the epochs apart for every array length.
    private const int PositionBitsOfEpoch = 32;

    private readonly int[] _order;
    private readonly RandomSequence _random;

    /// <summary>Reserves the order.</summary>
    public EpochOrder(int sampleCount, ulong seed)
    {
        _order = new int[sampleCount];
        _random = new RandomSequence(seed, Stream);
    }

    /// <summary>The current order.</summary>
    public ReadOnlySpan<int> Samples => _order;

    /// <summary>Makes the order of an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    public void Shuffle(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        _random.Position = (ulong)epoch << PositionBitsOfEpoch;
        _random.Shuffle<int>(_order);
    }
}
