using System.Runtime.InteropServices;
using System.Text;

namespace ModelCompiler;

/// <summary>Texts and bytes of any length between ranks, before a run begins. Allocates.</summary>
internal static class WorldTexts
{
    /// <summary>The texts of all ranks, in their order.</summary>
    public static string[] Gather(World world, string text)
    {
        byte[] mine = Encoding.UTF8.GetBytes(text);
        int[] lengths = new int[world.Size];
        lengths[world.Rank] = mine.Length;
        world.Gather(MemoryMarshal.AsBytes(lengths.AsSpan()), RankBlocks.Even(world.Size, sizeof(int)).AsBlocks);

        var blocks = RankBlocks.Of(lengths);
        byte[] all = new byte[blocks.End];
        mine.CopyTo(all, blocks.Starts[world.Rank]);
        world.Gather(all, blocks.AsBlocks);
        return [.. Enumerable.Range(0, world.Size).Select(rank => Encoding.UTF8.GetString(all, blocks.Starts[rank], lengths[rank]))];
    }

    /// <summary>The bytes that rank 0 has, on all ranks; null when it has none.</summary>
    public static byte[]? Broadcast(World world, byte[]? bytes)
    {
        int count = bytes?.Length ?? -1;
        world.Broadcast(MemoryMarshal.AsBytes(new Span<int>(ref count)));
        if (count < 0)
            return null;
        byte[] received = world.Rank == 0 ? bytes! : new byte[count];
        world.Broadcast(received);
        return received;
    }
}
