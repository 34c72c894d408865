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

    protected override void ExchangeBlocks(
        ReadOnlySpan<byte> send,
        ReadOnlySpan<int> sendOffsets,
        Span<byte> receive,
        ReadOnlySpan<int> receiveOffsets
    ) => send[..sendOffsets[1]].CopyTo(receive[..receiveOffsets[1]]);

    protected override void GatherBlocks(Span<byte> blocks, ReadOnlySpan<int> offsets) { }
}
