using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler.Importing.Keras;

/// <summary>
/// Refuses files whose links lead back to themselves, or to another file. The library follows links of a group that lie in its header by
/// calls in one another, without reading, so that nothing else would stop it. Keras writes no such links. They are sought in all bytes,
/// behind the number that a header gives links: what is no link by chance does not name itself.
/// </summary>
internal static class HdfLinks
{
    private const int Block = 1 << 20,
        MostText = ushort.MaxValue,
        Overlap = (2 * MostText) + 64,
        Before = 8,
        HasType = 8,
        HasOrder = 4,
        HasEncoding = 16;
    private const byte Version = 1,
        Message = 6,
        Soft = 1,
        External = 64;

    /// <summary>Looks through a file, and leaves it at its beginning.</summary>
    /// <exception cref="FormatException">There are such links.</exception>
    public static void Check(Stream stream)
    {
        var targets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        byte[] buffer = new byte[Before + Block + Overlap];
        for (long start = 0; start < stream.Length; start += Block)
        {
            stream.Position = Math.Max(0, start - Before);
            int count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            Collect(buffer.AsSpan(0, count), Math.Min(Before + Block, count), targets);
        }

        stream.Position = 0;
        if (HasCircle(targets))
            throw new FormatException("its links lead back to themselves");
    }

    private static void Collect(ReadOnlySpan<byte> bytes, int end, Dictionary<string, HashSet<string>> targets)
    {
        for (int place = Before; place < end; place++)
        {
            int next = bytes[place..end].IndexOf(Version);
            if (next < 0)
                return;
            place += next;
            if (!IsMessage(bytes.Slice(place - Before, Before)) || LinkAt(bytes[place..]) is not { } link)
                continue;
            if (!targets.TryGetValue(link.Name, out HashSet<string>? values))
                targets[link.Name] = values = new HashSet<string>(StringComparer.Ordinal);
            values.Add(link.Target);
        }
    }

    // What stands before a message of a header: its number, its size and flags, in the old form or the new one, which may have an order.
    private static bool IsMessage(ReadOnlySpan<byte> before) =>
        before[^4] == Message || before[^6] == Message || (before[^8] == Message && before[^7] == 0);

    // Version, flags, type, order, encoding, the name with its length, and where it leads to: the first name of a path in the same group.
    private static (string Name, string Target)? LinkAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 6 || (bytes[1] & HasType) == 0 || bytes[2] is not (Soft or External))
            return null;
        int size = 1 << (bytes[1] & 3),
            start = 3 + ((bytes[1] & HasOrder) != 0 ? 8 : 0) + ((bytes[1] & HasEncoding) != 0 ? 1 : 0);
        if (bytes.Length < start + size)
            return null;
        ulong length = 0;
        for (int digit = size - 1; digit >= 0; digit--)
            length = (length << 8) | bytes[start + digit];
        if (length > MostText || bytes.Length < start + size + (int)length + 2)
            return null;
        string name = Text(bytes.Slice(start + size, (int)length));
        ReadOnlySpan<byte> rest = bytes[(start + size + (int)length)..];
        return Target(rest, bytes[2]) is { } target ? (name, target) : null;
    }

    private static string? Target(ReadOnlySpan<byte> rest, byte type)
    {
        if (type == Soft)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            return rest.Length < 2 + length ? null : FirstName(Text(rest.Slice(2, length)));
        }

        ReadOnlySpan<byte> file = rest.Length > 3 && rest[2] == 0 ? rest[3..] : [];
        int end = file.IndexOf((byte)0);
        if (end < 0)
            return null;
        string path = Text(file[..end]);
        ReadOnlySpan<byte> inside = file[(end + 1)..];
        int last = inside.IndexOf((byte)0);
        if (last >= 0 && string.IsNullOrWhiteSpace(Text(inside[..last])))
            return FirstName(path);
        if (path.Length > 0 && (File.Exists(path) || File.Exists(Path.GetFileName(path))))
            throw new FormatException($"it links to the file '{path}'");
        return null;
    }

    private static string? FirstName(string path) => path.StartsWith('/') ? null : path.Split('/')[0];

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0');

    // Whether from some name one comes to a name again.
    private static bool HasCircle(Dictionary<string, HashSet<string>> targets)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var path = new Stack<(string Name, bool IsLeft)>();
        foreach (string start in targets.Keys)
        {
            path.Push((start, false));
            while (path.TryPop(out (string Name, bool IsLeft) at))
            {
                if (at.IsLeft)
                {
                    open.Remove(at.Name);
                    done.Add(at.Name);
                    continue;
                }

                if (open.Contains(at.Name))
                    return true;
                if (done.Contains(at.Name) || !targets.TryGetValue(at.Name, out HashSet<string>? next))
                    continue;
                open.Add(at.Name);
                path.Push((at.Name, true));
                foreach (string target in next)
                    path.Push((target, false));
            }
        }

        return false;
    }
}
