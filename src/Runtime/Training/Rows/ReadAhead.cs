using System.Runtime.ExceptionServices;

namespace ModelCompiler;

/// <summary>
/// A thread that fills blocks before they are asked for, some of them ahead. Starts with the first block; allocates nothing after that.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private const int PatienceMilliseconds = 50;
    private const int EndMilliseconds = 1000;

    private readonly Action<long, RowBlock> _fill;
    private readonly RowBlock[] _blocks;
    private readonly long _end;
    private readonly object _state = new();
    private Thread? _thread;
    private long _filled;
    private long _taken;
    private bool _isEnding;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Prepares a thread.</summary>
    /// <param name="fill">Fills a block by its number.</param>
    /// <param name="blocks">The memory of blocks: one that is used, and the others ahead.</param>
    /// <param name="end">The number behind the last block.</param>
    public ReadAhead(Action<long, RowBlock> fill, RowBlock[] blocks, long end) => (_fill, _blocks, _end) = (fill, blocks, end);

    /// <summary>Waits for a block, and gives back those before it. The numbers begin anywhere and go up one by one.</summary>
    /// <param name="number">The block.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public RowBlock Take(long number, CancellationToken cancellationToken)
    {
        Start(number);
        lock (_state)
        {
            _taken = number;
            Monitor.PulseAll(_state);
            while (_filled <= number)
            {
                _failure?.Throw();
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_state, PatienceMilliseconds);
            }
        }

        return _blocks[number % _blocks.Length];
    }

    /// <summary>Ends the thread, and waits for it unless a read takes long.</summary>
    public void Dispose()
    {
        lock (_state)
        {
            _isEnding = true;
            Monitor.PulseAll(_state);
        }

        _thread?.Join(EndMilliseconds);
    }

    private void Start(long number)
    {
        if (_thread is not null)
            return;
        _filled = _taken = number;
        _thread = new Thread(Work) { IsBackground = true, Name = "ModelCompiler reader" };
        _thread.Start();
    }

    private void Work()
    {
        try
        {
            for (long number = _filled; number < _end && WaitForRoom(number); )
            {
                _fill(number, _blocks[number % _blocks.Length]);
                number++;
                lock (_state)
                {
                    _filled = number;
                    Monitor.PulseAll(_state);
                }
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, it belongs to the thread that trains.
            lock (_state)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                Monitor.PulseAll(_state);
            }
        }
    }

    private bool WaitForRoom(long number)
    {
        lock (_state)
        {
            while (!_isEnding && number >= _taken + _blocks.Length)
                Monitor.Wait(_state);
            return !_isEnding;
        }
    }
}
