namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>
/// Damages valid safetensors files in the ways a disk, a network or an attacker would; the same seed gives the same damage.
/// </summary>
internal sealed class FileMutator(int seed)
{
    private static readonly byte[][] _words =
    [
        [.. "\"F32\""u8],
        [.. "\"F16\""u8],
        [.. "\"I64\""u8],
        [.. "[35]"u8],
        [.. "[0,0]"u8],
        [.. "0"u8],
        [.. "-1"u8],
        [.. "9223372036854775807"u8],
        [.. "18446744073709551616"u8],
        [.. "1e308"u8],
        [.. "null"u8],
        [.. "true"u8],
        [.. "{}"u8],
        [.. "\"\\ud800\""u8],
        [.. "\\u0000"u8],
        [.. "\"__metadata__\":{\"a\":\"b\"},"u8],
        [.. "linear.weight"u8],
        [.. "linear.bias"u8],
        [0xC3],
        [0xFF],
        [0],
        [.. "[[[[["u8],
        [.. "  "u8],
        [.. "}"u8],
        [.. ","u8],
    ];

    private readonly System.Random _random = new(seed);

    public byte[] Mutate(byte[][] corpus)
    {
        List<byte> file = [.. corpus[_random.Next(corpus.Length)]];
        int headerLength = BitConverter.ToInt32([.. file[..4]]);
        for (int changes = _random.Next(3); changes >= 0; changes--)
            Change(file, corpus);
        // Most damage inside the header should be seen by the JSON parser, so the length often follows it.
        if (file.Count > 8 && _random.Next(2) == 0)
        {
            int end = file.LastIndexOf((byte)'}');
            WriteLength(file, end >= 8 ? end - 7 : headerLength);
        }
        return [.. file];
    }

    private void Change(List<byte> file, byte[][] corpus)
    {
        // Headers come first and matter most.
        int position =
            file.Count == 0 ? 0
            : _random.Next(2) == 0 ? _random.Next(file.Count)
            : _random.Next(Math.Min(file.Count, 200));
        int length = file.Count == 0 ? 0 : Math.Min(file.Count - position, 1 << _random.Next(8));
        switch (_random.Next(9))
        {
            case 0 when file.Count > 0:
                file[position] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when file.Count > 0:
                file[position] = (byte)_random.Next(256);
                break;
            case 2:
                file.InsertRange(position, _words[_random.Next(_words.Length)]);
                break;
            case 3:
                byte[] word = _words[_random.Next(_words.Length)];
                file.RemoveRange(position, Math.Min(word.Length, file.Count - position));
                file.InsertRange(position, word);
                break;
            case 4:
                file.RemoveRange(position, length);
                break;
            case 5:
                file.InsertRange(position, file.GetRange(position, length));
                break;
            case 6:
                file.RemoveRange(position, file.Count - position);
                break;
            case 7:
                byte[] other = corpus[_random.Next(corpus.Length)];
                file.RemoveRange(position, file.Count - position);
                file.AddRange(other.AsSpan(Math.Min(position, other.Length)));
                break;
            case 8:
                ChangeDigit(file, position);
                break;
        }
    }

    private void ChangeDigit(List<byte> file, int position)
    {
        int digit = file.FindIndex(position, value => value is >= (byte)'0' and <= (byte)'9');
        if (digit >= 0)
            file[digit] = (byte)('0' + _random.Next(10));
    }

    private static void WriteLength(List<byte> file, int length)
    {
        byte[] bytes = BitConverter.GetBytes((ulong)length);
        for (int i = 0; i < bytes.Length && i < file.Count; i++)
            file[i] = bytes[i];
    }
}
