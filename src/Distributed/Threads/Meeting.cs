namespace ModelCompiler.Distributed.Threads;

/// <summary>
/// Where the threads of a world meet: each shows its memory, all wait until everybody has, copy what they need, and wait again. Does not
/// allocate after its creation.
/// </summary>
internal sealed class Meeting(int ranks)
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim[] _gates = [new(false), new(false)];
    private readonly bool[] _isHere = new bool[ranks];
    private int _arrived;
    private int _generation;
    private volatile string? _failure;

    /// <summary>The number of ranks.</summary>
    public int Ranks => ranks;

    /// <summary>The memory that each rank shows.</summary>
    public nint[] Memory { get; } = new nint[ranks];

    /// <summary>Where the blocks in it are: a pointer to the first byte of each.</summary>
    public nint[] Starts { get; } = new nint[ranks];

    /// <summary>A pointer to the bytes of each.</summary>
    public nint[] Lengths { get; } = new nint[ranks];

    /// <summary>Waits until all ranks are here.</summary>
    /// <exception cref="WorldException">The run has ended, or the limit has passed.</exception>
    public void Wait(int rank, TimeSpan limit)
    {
        ManualResetEventSlim gate;
        int generation;
        lock (_lock)
        {
            ThrowIfEnded();
            generation = _generation;
            gate = _gates[_generation & 1];
            _isHere[rank] = true;
            if (++_arrived == ranks)
            {
                _arrived = 0;
                Array.Clear(_isHere);
                _generation++;
                _gates[_generation & 1].Reset();
                gate.Set();
                return;
            }
        }

        if (!gate.Wait(limit))
        {
            lock (_lock)
            {
                if (!gate.IsSet)
                    Fail(
                        $"Rank {rank} of {ranks} has waited {limit} for {Missing()}, the limit of {nameof(World.TimeLimit)}: raise it if a "
                            + "rank needs longer, else look why that one does not come."
                    );
            }
        }

        // A meeting that was complete is none of what has gone wrong since.
        if (Volatile.Read(ref _generation) == generation)
            ThrowIfEnded();
    }

    /// <summary>Ends the run for all.</summary>
    public void End(string message)
    {
        lock (_lock)
            Fail(message);
    }

    private string Missing() => "rank " + string.Join(", ", Enumerable.Range(0, ranks).Where(other => !_isHere[other]));

    private void Fail(string message)
    {
        _failure ??= message;
        foreach (ManualResetEventSlim gate in _gates)
            gate.Set();
    }

    private void ThrowIfEnded()
    {
        if (_failure is { } message)
            throw new WorldException(message);
    }
}
