namespace ModelCompiler;

/// <summary>
/// The order of an epoch in which blocks of consecutive rows come in random order, and the rows of a window of blocks are shuffled among
/// themselves. The last block of a source can be shorter than the others, and lies anywhere in the order too. A value that does not
/// allocate.
/// </summary>
internal readonly struct BlockOrder
{
    private readonly long _count;
    private readonly int _blockRows;
    private readonly int _windowBlocks;
    private readonly ulong _seed;
    private readonly int _epoch;
    private readonly long _blocks;
    private readonly long _placeOfShort;
    private readonly FeistelPermutation _order;

    /// <summary>Chooses an order.</summary>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="blockRows">The rows of a block.</param>
    /// <param name="windowBlocks">The blocks of a window.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public BlockOrder(long count, int blockRows, int windowBlocks, ulong seed, int epoch)
    {
        (_count, _blockRows, _windowBlocks, _seed, _epoch) = (count, blockRows, windowBlocks, seed, epoch);
        _blocks = (count + blockRows - 1) / blockRows;
        _order = RowOrder.OfEpoch(_blocks, seed, epoch);
        _placeOfShort = _order.PlaceOf(_blocks - 1);
    }

    /// <summary>The epoch.</summary>
    public int Epoch => _epoch;

    /// <summary>The windows of the epoch.</summary>
    public long WindowCount => (_blocks + _windowBlocks - 1) / _windowBlocks;

    /// <summary>The window with a place.</summary>
    public long WindowAt(long place)
    {
        // The guess is right, or too low by one where the short block lies before.
        long window = place / ((long)_blockRows * _windowBlocks);
        return window + 1 < WindowCount && place >= WindowStart(window + 1) ? window + 1 : window;
    }

    /// <summary>The first place of a window, or behind the last one all places.</summary>
    public long WindowStart(long window) => StartOfBlock(Math.Min(window * _windowBlocks, _blocks));

    /// <summary>The blocks of a window.</summary>
    public int BlocksOfWindow(long window) => (int)Math.Min(_windowBlocks, _blocks - (window * _windowBlocks));

    /// <summary>One block of a window: its first row in the source, how many rows it has, and where they go in the window.</summary>
    public (long First, int Count, int At) Block(long window, int number)
    {
        long place = (window * _windowBlocks) + number,
            start = StartOfBlock(place);
        return (_order[place] * _blockRows, (int)(StartOfBlock(place + 1) - start), (int)(start - WindowStart(window)));
    }

    /// <summary>The order of the rows of a window.</summary>
    public FeistelPermutation Rows(long window) => RowOrder.OfWindow(WindowStart(window + 1) - WindowStart(window), _seed, _epoch, window);

    private long StartOfBlock(long place)
    {
        long start = place * _blockRows;
        return place > _placeOfShort ? start - ((_blocks * _blockRows) - _count) : start;
    }
}
