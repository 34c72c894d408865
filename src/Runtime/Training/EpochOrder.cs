namespace ModelCompiler;

/// <summary>
/// The order of the samples of each epoch: a pure function of the seed, the epoch and the number of samples, or one that is the same in
/// all. Allocates only when created.
/// </summary>
internal sealed class EpochOrder
{
    private const ulong Stream = RandomSequence.DefaultStream + 1;

    // Fisher-Yates uses about one word per sample, so 2^32 words keep the epochs apart for every array length.
    private const int PositionBitsOfEpoch = 32;

    private readonly int[] _order;
    private readonly RandomSequence? _random;

    /// <summary>Reserves an order that is shuffled.</summary>
    public EpochOrder(int sampleCount, ulong seed)
    {
        _order = new int[sampleCount];
        _random = new RandomSequence(seed, Stream);
    }

    private EpochOrder(int[] order) => _order = order;

    /// <summary>The current order.</summary>
    public ReadOnlySpan<int> Samples => _order;

    /// <summary>
    /// The order in which a batch has one sample of each of several lanes, and the next batch the samples that follow them: each lane is a
    /// run of consecutive samples, as long as the others or one longer. Where samples are left, the last batch has those of the first
    /// lanes.
    /// </summary>
    public static EpochOrder Lanes(int sampleCount, int lanes)
    {
        int length = sampleCount / lanes,
            longer = sampleCount % lanes;
        int[] order = new int[sampleCount];
        for (int lane = 0; lane < lanes; lane++)
        {
            int first = (lane * length) + Math.Min(lane, longer);
            for (int i = 0; i < length + (lane < longer ? 1 : 0); i++)
                order[(i * lanes) + lane] = first + i;
        }

        return new EpochOrder(order);
    }

    /// <summary>Makes the order of an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    public void Shuffle(int epoch)
    {
        if (_random is not { } random)
            return;
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        random.Position = (ulong)epoch << PositionBitsOfEpoch;
        random.Shuffle<int>(_order);
    }
}
