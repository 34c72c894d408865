namespace ModelCompiler;

/// <summary>The world of one rank: it has what it could ask others for.</summary>
internal sealed class AloneWorld : World
{
    public override int Rank => 0;

    public override int Size => 1;

    public override int RanksOnHost => 1;

    public override void Broadcast(Span<byte> values) { }

    public override void Barrier() { }

    public override void Abort(string message) { }

    protected override void DoExchange(ReadOnlySpan<byte> send, ByteBlocks sendBlocks, Span<byte> receive, ByteBlocks receiveBlocks) =>
        send.Slice(sendBlocks.Starts[0], sendBlocks.Lengths[0]).CopyTo(receive.Slice(receiveBlocks.Starts[0], receiveBlocks.Lengths[0]));

    protected override void DoGather(Span<byte> memory, ByteBlocks blocks) { }
}
