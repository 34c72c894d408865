namespace ModelCompiler;

/// <summary>
/// Samples in blocks that are read at once and shuffled within a window. While one window is given out, the next one is read bit by bit, so
/// that the disk works all the time.
/// </summary>
internal sealed class BlockRowReader : IRowReader
{
    private readonly RowSource _source;
    private readonly int _blockRows;
    private readonly int _windowBlocks;
    private readonly ulong _seed;
    private readonly int _epochs;
    private Window _current;
    private Window _next;

    /// <summary>Reserves two windows.</summary>
    /// <param name="source">The source.</param>
    /// <param name="blockRows">The rows of a block.</param>
    /// <param name="windowBlocks">The blocks of a window.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epochs">The epochs of the run, behind which nothing is read.</param>
    public BlockRowReader(RowSource source, int blockRows, int windowBlocks, ulong seed, int epochs)
    {
        (_source, _blockRows, _windowBlocks, _seed, _epochs) = (source, blockRows, windowBlocks, seed, epochs);
        int rows = (int)Math.Min((long)blockRows * windowBlocks, source.Count);
        _current.Rows = new RowBlock(source, rows);
        _next.Rows = new RowBlock(source, rows);
    }

    /// <inheritdoc/>
    public void Read(int epoch, long place, int count, RowBlock block, int at)
    {
        while (count > 0)
        {
            Enter(epoch, place);
            long start = _current.Order.WindowStart(_current.Number),
                end = _current.Order.WindowStart(_current.Number + 1);
            int part = (int)Math.Min(count, end - place);
            FeistelPermutation rows = _current.Order.Rows(_current.Number);
            for (int i = 0; i < part; i++)
                block.Copy(_current.Rows, (int)rows[place + i - start], at + i);
            (place, count, at) = (place + part, count - part, at + part);
            ReadOn(ref _next, (double)(place - start) / (end - start));
        }
    }

    // Makes the window of a place the current one, and chooses the one behind it.
    private void Enter(int epoch, long place)
    {
        if (_current.IsChosen && _current.Order.Epoch == epoch && _current.Order.WindowAt(place) == _current.Number)
            return;
        if (_next.IsChosen && _next.Order.Epoch == epoch && _next.Order.WindowAt(place) == _next.Number)
        {
            (_current, _next) = (_next, _current);
        }
        else
        {
            var order = new BlockOrder(_source.Count, _blockRows, _windowBlocks, _seed, epoch);
            _current.Choose(order, order.WindowAt(place));
        }

        ReadOn(ref _current, 1);
        if (_current.Number + 1 < _current.Order.WindowCount)
            _next.Choose(_current.Order, _current.Number + 1);
        else if (epoch + 1 < _epochs)
            _next.Choose(new BlockOrder(_source.Count, _blockRows, _windowBlocks, _seed, epoch + 1), 0);
        else
            _next.IsChosen = false;
    }

    private void ReadOn(ref Window window, double part)
    {
        if (!window.IsChosen)
            return;
        int blocks = (int)Math.Ceiling(window.Order.BlocksOfWindow(window.Number) * part);
        for (; window.BlocksRead < blocks; window.BlocksRead++)
        {
            (long first, int count, int at) = window.Order.Block(window.Number, window.BlocksRead);
            _source.Read(first, count, window.Rows, at);
        }
    }

    private struct Window
    {
        public RowBlock Rows;
        public BlockOrder Order;
        public long Number;
        public int BlocksRead;
        public bool IsChosen;

        public void Choose(BlockOrder order, long number) => (Order, Number, BlocksRead, IsChosen) = (order, number, 0, true);
    }
}
