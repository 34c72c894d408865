using System.Diagnostics;
using System.Text;
using ModelCompiler.Distributed.Mpi;

namespace ModelCompiler.Distributed;

/// <summary>
/// The processes that an MPI launcher has started (<c>mpirun</c>, <c>mpiexec</c>, <c>srun</c>, the MPI operator of Kubernetes). The library
/// is the one that belongs to the launcher, loaded at run time: Open MPI, the family of MPICH (Intel MPI, MVAPICH, Cray, MS-MPI), or any
/// that has the standard binary interface of MPI 5.
/// </summary>
/// <example>
/// <code>
/// using World world = MpiWorld.Start();
/// var trainer = new Trainer&lt;DigitClassifier&gt;(model, new Adam()) { BatchSize = 256, GradientShards = 8, World = world };
/// trainer.Fit(train, validation);
/// </code>
/// </example>
public sealed unsafe class MpiWorld : World
{
    private const int SpinsBeforeYield = 200,
        BlockOfHost = 256;

    private static readonly TimeSpan _beforeSleep = TimeSpan.FromMilliseconds(50);
    private static int _started;

    private readonly MpiLibrary _library;
    private readonly EarlyEnd _earlyEnd;
    private readonly int _rank;
    private readonly int _size;
    private int _ended;

    private MpiWorld(MpiLibrary library, int rank, int size)
    {
        _library = library;
        _rank = rank;
        _size = size;
        Host = library.Host;
        Library = library.Version;
        _earlyEnd = new EarlyEnd(this);
        (RanksOnHost, Processors) = MeetOnHost();
    }

    /// <summary>What the library calls itself.</summary>
    public string Library { get; }

    /// <inheritdoc/>
    public override int Rank => _rank;

    /// <inheritdoc/>
    public override int Size => _size;

    /// <inheritdoc/>
    public override string Host { get; }

    /// <inheritdoc/>
    public override int RanksOnHost { get; }

    /// <inheritdoc/>
    public override int Processors { get; }

    /// <summary>
    /// Joins the ranks that the launcher has started, at the beginning of the program and once in a process. Without a launcher it is
    /// <see cref="World.Alone"/>, and needs no library: one program serves both.
    /// </summary>
    /// <remarks>
    /// The environment variable <c>MODELCOMPILER_MPI</c> names a library in place of the launcher's. Until the world is disposed, an
    /// exception that nobody catches, and a program that ends, end all other ranks, with a message that names rank and host: exit codes
    /// are 70 for an exception or <see cref="World.Abort"/>, 71 for an early end, and 72 for a passed <see cref="World.TimeLimit"/>.
    /// </remarks>
    /// <exception cref="WorldException">
    /// No library can be loaded; or it belongs to another launcher, so that it sees fewer ranks than were started.
    /// </exception>
    /// <exception cref="InvalidOperationException">The process has joined already: MPI begins once.</exception>
    public static World Start()
    {
        if (Launcher.Find(Environment.GetEnvironmentVariable) is not { } launcher)
            return Alone;
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException(
                "This process has joined its world already, and MPI begins once: call Start at the beginning and pass the world on."
            );
        // Open MPI gives ranks a terminal that nobody sees: .NET would write its control characters into what the launcher collects.
        Environment.SetEnvironmentVariable("TERM", "dumb");
        MpiLibrary library = MpiLibrary.Load(launcher);
        library.Initialize();
        int size = library.Size;
        if (launcher.Ranks is { } announced && announced != size)
        {
            library.End();
            throw new WorldException(
                $"{launcher.Name} has started {announced} ranks, but '{library.Name}' ({library.Version}) sees {size}: it belongs to "
                    + $"another launcher. Start the program with that one, or name the right library in {Launcher.LibraryVariable}."
            );
        }

        return new MpiWorld(library, library.Rank, size);
    }

    /// <inheritdoc/>
    public override void Broadcast(Span<byte> values)
    {
        fixed (byte* bytes = values)
            Wait(_library.BeginBroadcast(bytes, values.Length), "Broadcast");
    }

    /// <inheritdoc/>
    public override void Barrier() => Wait(_library.BeginBarrier(), "Barrier");

    /// <inheritdoc/>
    public override void Abort(string message) => End(message, ExitCodes.Failed);

    /// <summary>Says why, and ends all ranks, unless this one has left.</summary>
    internal void End(string message, int code)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        Console.Error.WriteLine($"{char.ToUpperInvariant(ToString()[0])}{ToString()[1..]}: {message}");
        Console.Error.Flush();
        _library.Abort(code);
    }

    /// <inheritdoc/>
    protected override void DoExchange(ReadOnlySpan<byte> send, ByteBlocks sendBlocks, Span<byte> receive, ByteBlocks receiveBlocks)
    {
        fixed (byte* from = send)
        fixed (byte* to = receive)
        fixed (int* starts = sendBlocks.Starts)
        fixed (int* lengths = sendBlocks.Lengths)
        fixed (int* toStarts = receiveBlocks.Starts)
        fixed (int* toLengths = receiveBlocks.Lengths)
            Wait(_library.BeginExchange(from, lengths, starts, to, toLengths, toStarts), "Exchange");
    }

    /// <inheritdoc/>
    protected override void DoGather(Span<byte> memory, ByteBlocks blocks)
    {
        fixed (byte* bytes = memory)
        fixed (int* starts = blocks.Starts)
        fixed (int* lengths = blocks.Lengths)
            Wait(_library.BeginGather(bytes, lengths, starts), "Gather");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Volatile.Read(ref _ended) != 0)
            return;
        Barrier();
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        _earlyEnd.Dispose();
        _library.End();
    }

    // Asks again and again, so that a rank that does not come is noticed. Other ranks may need this processor: after a short while it is
    // offered to them, and after a long one this thread sleeps.
    private void Wait(nint request, string operation)
    {
        long began = 0;
        for (int asked = 0; !_library.IsDone(ref request); asked++)
        {
            if (asked < SpinsBeforeYield)
                continue;
            if (began == 0)
                began = Stopwatch.GetTimestamp();
            TimeSpan waited = Stopwatch.GetElapsedTime(began);
            if (waited < _beforeSleep)
                Thread.Yield();
            else
                Thread.Sleep(1);
            if (waited <= TimeLimit)
                continue;
            string message =
                $"another rank has not come to {operation} within {TimeLimit}, the limit of {nameof(TimeLimit)}: raise it if one needs "
                + "longer, else look at the rank that says nothing.";
            End(message, ExitCodes.WaitedTooLong);
            throw new WorldException(message);
        }
    }

    // The ranks with this host's name. When they all may use all its processors, they share them; when the launcher has bound each to
    // some, these are its own.
    private (int RanksOnHost, int Processors) MeetOnHost()
    {
        byte[] all = new byte[_size * BlockOfHost];
        Span<byte> own = all.AsSpan(_rank * BlockOfHost, BlockOfHost);
        byte[] name = Encoding.UTF8.GetBytes(Host);
        name.AsSpan(0, Math.Min(name.Length, BlockOfHost - sizeof(int))).CopyTo(own[sizeof(int)..]);
        BitConverter.TryWriteBytes(own, Environment.ProcessorCount);
        Gather(
            all,
            new ByteBlocks([.. Enumerable.Range(0, _size).Select(rank => rank * BlockOfHost)], [.. Enumerable.Repeat(BlockOfHost, _size)])
        );

        int ranks = 0,
            processors = 0;
        for (int rank = 0; rank < _size; rank++)
        {
            ReadOnlySpan<byte> block = all.AsSpan(rank * BlockOfHost, BlockOfHost);
            if (!block[sizeof(int)..].SequenceEqual(all.AsSpan((_rank * BlockOfHost) + sizeof(int), BlockOfHost - sizeof(int))))
                continue;
            ranks++;
            processors += BitConverter.ToInt32(block);
        }

        bool areBound = processors <= HostProcessors.Count;
        return (ranks, areBound ? Environment.ProcessorCount : Math.Max(1, HostProcessors.Count / ranks));
    }
}
