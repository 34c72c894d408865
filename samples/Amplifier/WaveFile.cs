using System.Buffers.Binary;
using System.Text;

namespace Amplifier;

/// <summary>WAV files of one channel of 16-bit samples (RIFF, Microsoft 1991).</summary>
internal static class WaveFile
{
    private const int HeaderLength = 44;

    /// <summary>Reads samples from -1 to 1; of a file with two channels, the first.</summary>
    /// <exception cref="InvalidDataException">The file is no WAV file of 16-bit samples.</exception>
    public static float[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (
            bytes.Length < HeaderLength
            || Encoding.ASCII.GetString(bytes, 0, 4) != "RIFF"
            || Encoding.ASCII.GetString(bytes, 8, 4) != "WAVE"
        )
            throw new InvalidDataException($"{path} is no WAV file.");
        int channels = 0;
        for (int place = 12; place + 8 <= bytes.Length; )
        {
            string name = Encoding.ASCII.GetString(bytes, place, 4);
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place + 4)), (uint)(bytes.Length - place - 8));
            ReadOnlySpan<byte> content = bytes.AsSpan(place + 8, length);
            if (name == "fmt " && length >= 16)
                channels =
                    BinaryPrimitives.ReadInt16LittleEndian(content[14..]) == 16 ? BinaryPrimitives.ReadInt16LittleEndian(content[2..]) : 0;
            if (name == "data" && channels > 0)
            {
                float[] samples = new float[length / (2 * channels)];
                for (int sample = 0; sample < samples.Length; sample++)
                    samples[sample] = BinaryPrimitives.ReadInt16LittleEndian(content[(2 * channels * sample)..]) / 32768f;
                return samples;
            }

            place += 8 + length + (length & 1);
        }

        throw new InvalidDataException($"{path} has no 16-bit samples: save it as 16-bit PCM.");
    }

    /// <summary>Writes samples from -1 to 1 at 48 kHz; what is louder is cut.</summary>
    public static void Write(string path, ReadOnlySpan<float> samples)
    {
        byte[] bytes = new byte[HeaderLength + (2 * samples.Length)];
        Encoding.ASCII.GetBytes("RIFF....WAVEfmt ", bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        int place = 16;
        foreach (int number in (int[])[16, 1 | (1 << 16), 48_000, 96_000, 2 | (16 << 16)])
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((place += 4) - 4), number);
        Encoding.ASCII.GetBytes("data", bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), 2 * samples.Length);
        for (int sample = 0; sample < samples.Length; sample++)
            BinaryPrimitives.WriteInt16LittleEndian(
                bytes.AsSpan(HeaderLength + (2 * sample)),
                (short)Math.Clamp(MathF.Round(samples[sample] * 32767), -32768, 32767)
            );
        File.WriteAllBytes(path, bytes);
    }
}
