using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler;

/// <summary>Texts and bytes of any length between ranks, before a run begins. Allocates.</summary>
internal static class WorldTexts
{
    /// <summary>The texts of all ranks, in their order.</summary>
    public static string[] Gather(World world, string text)
    {
        byte[] mine = Encoding.UTF8.GetBytes(text),
            lengths = new byte[world.Size * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(world.Rank * sizeof(int)), mine.Length);
        world.Gather(lengths, EvenOffsets(world.Size, sizeof(int)));

        int[] offsets = new int[world.Size + 1];
        for (int rank = 0; rank < world.Size; rank++)
            offsets[rank + 1] = checked(offsets[rank] + BinaryPrimitives.ReadInt32LittleEndian(lengths.AsSpan(rank * sizeof(int))));
        byte[] all = new byte[offsets[^1]];
        mine.CopyTo(all, offsets[world.Rank]);
        world.Gather(all, offsets);
        return [.. Enumerable.Range(0, world.Size).Select(rank => Encoding.UTF8.GetString(all.AsSpan(offsets[rank]..offsets[rank + 1])))];
    }

    /// <summary>The bytes that rank 0 has, on all ranks; null when it has none.</summary>
    public static byte[]? Broadcast(World world, byte[]? bytes)
    {
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
        world.Broadcast(length);
        int count = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (count < 0)
            return null;
        byte[] received = world.Rank == 0 ? bytes! : new byte[count];
        world.Broadcast(received);
        return received;
    }

    /// <summary>The offsets of blocks of one size.</summary>
    public static int[] EvenOffsets(int blocks, int size) => [.. Enumerable.Range(0, blocks + 1).Select(block => checked(block * size))];
}
