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
            int length = values.Length;
            Show(memory, &length);
            if (rank != 0)
                Block(0, 0, *(int*)meeting.Offsets[0]).CopyTo(Fitting(values, 0, *(int*)meeting.Offsets[0]));
            Wait();
        }
    }

    public override void Abort(string message) => meeting.End($"{this} has ended the run: {message}");

    /// <summary>Says that this rank has returned. Others that still wait for it find an exception.</summary>
    public void Leave() =>
        meeting.End($"{this} has returned, but others go on: all ranks call the same operations, so all must run as many steps.");

    protected override void ExchangeBlocks(
        ReadOnlySpan<byte> send,
        ReadOnlySpan<int> sendOffsets,
        Span<byte> receive,
        ReadOnlySpan<int> receiveOffsets
    )
    {
        fixed (byte* memory = send)
        fixed (int* offsets = sendOffsets)
        {
            Show(memory, offsets);
            for (int other = 0; other < Size; other++)
            {
                int* from = (int*)meeting.Offsets[other] + rank;
                Span<byte> to = receive[receiveOffsets[other]..receiveOffsets[other + 1]];
                Block(other, from[0], from[1]).CopyTo(Fitting(to, other, from[1] - from[0]));
            }

            Wait();
        }
    }

    protected override void GatherBlocks(Span<byte> blocks, ReadOnlySpan<int> offsets)
    {
        fixed (byte* memory = blocks)
        fixed (int* own = offsets)
        {
            Show(memory, own);
            for (int other = 0; other < Size; other++)
            {
                if (other == rank)
                    continue;
                int* from = (int*)meeting.Offsets[other] + other;
                Span<byte> to = blocks[offsets[other]..offsets[other + 1]];
                Block(other, from[0], from[1]).CopyTo(Fitting(to, other, from[1] - from[0]));
            }

            Wait();
        }
    }

    // Memory of another rank, between two meetings.
    private ReadOnlySpan<byte> Block(int other, int start, int end) => new((byte*)meeting.Memory[other] + start, end - start);

    private Span<byte> Fitting(Span<byte> values, int other, int length) =>
        values.Length == length
            ? values
            : throw new WorldException(
                $"{this} expects {values.Length} bytes of rank {other}, which sends {length}: the ranks do not run the same program."
            );

    private void Show(byte* memory, int* offsets)
    {
        meeting.Memory[rank] = (nint)memory;
        meeting.Offsets[rank] = (nint)offsets;
        Wait();
    }

    private void Wait() => meeting.Wait(rank, TimeLimit);
}
