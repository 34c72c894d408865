namespace ModelCompiler.Distributed.Threads;

/// <summary>A rank that is a thread.</summary>
internal sealed unsafe class RankOfThreads(Meeting meeting, int rank) : World
{
    public override int Rank => rank;

    public override int Size => meeting.Ranks;

    public override int RanksOnHost => meeting.Ranks;

    public override int Processors => Math.Max(1, Environment.ProcessorCount / meeting.Ranks);

    public override void Barrier() => Wait();

    public override void Broadcast(Span<byte> values)
    {
        fixed (byte* memory = values)
        {
            int start = 0,
                length = values.Length;
            Show(memory, &start, &length);
            if (rank != 0)
                Copy(0, 0, values, new ByteBlocks(new ReadOnlySpan<int>(&start, 1), new ReadOnlySpan<int>(&length, 1)), 0);
            Wait();
        }
    }

    public override void Abort(string message) => meeting.End($"{this} has ended the run: {message}");

    /// <summary>Says that this rank has returned. Others that still wait for it find an exception.</summary>
    public void Leave() =>
        meeting.End($"{this} has returned, but others go on: all ranks call the same operations, so all must run as many steps.");

    protected override void DoExchange(ReadOnlySpan<byte> send, ByteBlocks sendBlocks, Span<byte> receive, ByteBlocks receiveBlocks)
    {
        fixed (byte* memory = send)
        fixed (int* starts = sendBlocks.Starts)
        fixed (int* lengths = sendBlocks.Lengths)
        {
            Show(memory, starts, lengths);
            for (int other = 0; other < Size; other++)
                Copy(other, rank, receive, receiveBlocks, other);
            Wait();
        }
    }

    protected override void DoGather(Span<byte> memory, ByteBlocks blocks)
    {
        fixed (byte* own = memory)
        fixed (int* starts = blocks.Starts)
        fixed (int* lengths = blocks.Lengths)
        {
            Show(own, starts, lengths);
            for (int other = 0; other < Size; other++)
                if (other != rank)
                    Copy(other, other, memory, blocks, other);
            Wait();
        }
    }

    // A block of another rank's memory, between two meetings.
    private void Copy(int other, int block, Span<byte> destination, ByteBlocks blocks, int to)
    {
        int start = ((int*)meeting.Starts[other])[block],
            length = ((int*)meeting.Lengths[other])[block];
        if (blocks.Lengths[to] != length)
            throw new WorldException(
                $"{this} expects {blocks.Lengths[to]} bytes of rank {other}, which sends {length}: the ranks do not run the same program."
            );
        new ReadOnlySpan<byte>((byte*)meeting.Memory[other] + start, length).CopyTo(destination.Slice(blocks.Starts[to], length));
    }

    private void Show(byte* memory, int* starts, int* lengths)
    {
        meeting.Memory[rank] = (nint)memory;
        meeting.Starts[rank] = (nint)starts;
        meeting.Lengths[rank] = (nint)lengths;
        Wait();
    }

    private void Wait() => meeting.Wait(rank, TimeLimit);
}
