namespace ModelCompiler;

/// <summary>
/// The ranks of one run (processes or threads that train one model together) and the five ways in which they move bytes to each other.
/// No arithmetic is asked of it: what is added, and in which order, is the trainer's business, so that no world changes a bit.
/// </summary>
/// <remarks>
/// <para>
/// Every operation is collective: all ranks call the same ones in the same order, and each waits for what it needs of the others, at most
/// <see cref="TimeLimit"/>. <see cref="Alone"/> is the world of one rank. The package <c>ModelCompiler.Distributed</c> has worlds of
/// threads and of processes under MPI.
/// </para>
/// <para>
/// An object belongs to its rank and to one thread at a time. Operations allocate nothing.
/// </para>
/// </remarks>
public abstract class World : IDisposable
{
    private TimeSpan _timeLimit = TimeSpan.FromMinutes(10);

    /// <summary>The world of one rank, which needs nothing and waits for nobody. Thread-safe.</summary>
    public static World Alone { get; } = new AloneWorld();

    /// <summary>The number of this rank, from 0 on. Rank 0 is the one that writes files and shows progress.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of ranks, at least 1.</summary>
    public abstract int Size { get; }

    /// <summary>How many of the ranks are on this rank's host, itself included.</summary>
    public abstract int RanksOnHost { get; }

    /// <summary>The name of this rank's host, for messages.</summary>
    public virtual string Host => Environment.MachineName;

    /// <summary>
    /// The processors that this rank may keep busy, at least 1: those of the process, shared with the other ranks that have the same ones.
    /// </summary>
    public virtual int Processors => Environment.ProcessorCount;

    /// <summary>
    /// How long one operation may wait for the other ranks, 10 minutes by default; a rank that waits longer ends the run. It must cover the
    /// longest that a rank does alone, such as the writing of a checkpoint or the reading of data.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not greater than zero.</exception>
    public TimeSpan TimeLimit
    {
        get => _timeLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            _timeLimit = value;
        }
    }

    /// <summary>Sends a block to each rank and receives one of each.</summary>
    /// <param name="send">The blocks for the ranks.</param>
    /// <param name="sendBlocks">Where they are.</param>
    /// <param name="receive">Receives the blocks of the ranks; apart from what is sent.</param>
    /// <param name="receiveBlocks">Where these go. The length of each is what its rank sends.</param>
    /// <exception cref="ArgumentException">There is not a block for each rank, or it leads outside.</exception>
    /// <exception cref="WorldException">A rank has ended the run, or the time limit has passed.</exception>
    public void Exchange(ReadOnlySpan<byte> send, ByteBlocks sendBlocks, Span<byte> receive, ByteBlocks receiveBlocks)
    {
        sendBlocks.Check(Size, send.Length, nameof(sendBlocks));
        receiveBlocks.Check(Size, receive.Length, nameof(receiveBlocks));
        DoExchange(send, sendBlocks, receive, receiveBlocks);
    }

    /// <summary>Gives each rank the blocks of all others. Each brings its own at its place.</summary>
    /// <param name="memory">The memory with the blocks.</param>
    /// <param name="blocks">Where they are; the same on all ranks.</param>
    /// <exception cref="ArgumentException">There is not a block for each rank, or it leads outside.</exception>
    /// <exception cref="WorldException">A rank has ended the run, or the time limit has passed.</exception>
    public void Gather(Span<byte> memory, ByteBlocks blocks)
    {
        blocks.Check(Size, memory.Length, nameof(blocks));
        DoGather(memory, blocks);
    }

    /// <summary>Gives all ranks what rank 0 has.</summary>
    /// <param name="values">What to send on rank 0, and where to receive it on the others: as many bytes.</param>
    /// <exception cref="WorldException">A rank has ended the run, or the time limit has passed.</exception>
    public abstract void Broadcast(Span<byte> values);

    /// <summary>Waits until all ranks are here.</summary>
    /// <exception cref="WorldException">A rank has ended the run, or the time limit has passed.</exception>
    public abstract void Barrier();

    /// <summary>
    /// Ends the run on all ranks, because this one cannot go on. Where ranks are processes, it says why on the standard error, with rank
    /// and host, and does not return; where they are threads, the others find a <see cref="WorldException"/>. Any thread may call it.
    /// </summary>
    /// <param name="message">Why.</param>
    public abstract void Abort(string message);

    /// <summary>Leaves the world, once the run has ended. Where ranks are processes, all of them wait for each other here.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>This rank in words, for messages: <c>rank 1 of 4 on host node7</c>.</summary>
    public override string ToString() => $"rank {Rank} of {Size} on host {Host}";

    /// <summary>Does <see cref="Exchange"/>, whose arguments have been checked.</summary>
    protected abstract void DoExchange(ReadOnlySpan<byte> send, ByteBlocks sendBlocks, Span<byte> receive, ByteBlocks receiveBlocks);

    /// <summary>Does <see cref="Gather"/>, whose arguments have been checked.</summary>
    protected abstract void DoGather(Span<byte> memory, ByteBlocks blocks);

    /// <summary>Does <see cref="Dispose()"/>.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing) { }
}
