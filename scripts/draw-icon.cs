// Draws the icon of the packages: a small network between the braces of a program.
//
//     dotnet run scripts/draw-icon.cs        writes src/Package/icon.png, 128 × 128, with the same bytes every time
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.CompilerServices;

const int size = 128;
const int samplesPerSide = 4;

Vector3 blue = new(0x1B, 0x2A, 0x49),
    sky = new(0x6F, 0xC3, 0xFF),
    white = new(0xFF, 0xFF, 0xFF),
    gold = new(0xFF, 0xC8, 0x57);
Vector2[] inputs = [new(46, 48), new(46, 80)],
    hidden = [new(66, 36), new(66, 64), new(66, 92)];
Vector2 output = new(84, 64);

byte[] pixels = new byte[size * size * 4];
for (int y = 0; y < size; y++)
{
    for (int x = 0; x < size; x++)
    {
        Vector4 sum = Vector4.Zero;
        for (int part = 0; part < samplesPerSide * samplesPerSide; part++)
        {
            var point = new Vector2(
                x + (((part % samplesPerSide) + 0.5f) / samplesPerSide),
                y + (((part / samplesPerSide) + 0.5f) / samplesPerSide)
            );
            if (ColourAt(point) is { } colour)
                sum += new Vector4(colour, 1f);
        }

        int pixel = ((y * size) + x) * 4;
        if (sum.W == 0)
            continue;
        pixels[pixel] = (byte)MathF.Round(sum.X / sum.W);
        pixels[pixel + 1] = (byte)MathF.Round(sum.Y / sum.W);
        pixels[pixel + 2] = (byte)MathF.Round(sum.Z / sum.W);
        pixels[pixel + 3] = (byte)MathF.Round(255f * sum.W / (samplesPerSide * samplesPerSide));
    }
}

string path = Path.GetFullPath(Path.Combine(ScriptFolder(), "..", "src", "Package", "icon.png"));
File.WriteAllBytes(path, Png(pixels, size, size));
Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes");

// The colour of a point, from the front to the back; null outside the rounded square.
Vector3? ColourAt(Vector2 point)
{
    if (Vector2.Distance(point, output) < 8)
        return gold;
    if (hidden.Any(node => Vector2.Distance(point, node) < 7))
        return sky;
    if (inputs.Any(node => Vector2.Distance(point, node) < 7))
        return white;
    foreach (Vector2 node in hidden)
    {
        if (inputs.Any(input => DistanceToLine(point, input, node) < 1.1f) || DistanceToLine(point, node, output) < 1.1f)
            return sky;
    }

    if (IsBrace(point) || IsBrace(new Vector2(size - point.X, point.Y)))
        return white;
    return IsInsideRoundedSquare(point) ? blue : null;
}

// The left brace: two quarter circles above and below the tip that points outwards.
static bool IsBrace(Vector2 point)
{
    var mirrored = new Vector2(point.X, 64 - MathF.Abs(point.Y - 64));
    return IsArc(mirrored, new Vector2(34, 34), right: false, below: false)
        || (MathF.Abs(mirrored.X - 24) < 2.5f && mirrored.Y is >= 34 and <= 54)
        || IsArc(mirrored, new Vector2(14, 54), right: true, below: true);

    static bool IsArc(Vector2 point, Vector2 centre, bool right, bool below) =>
        MathF.Abs(Vector2.Distance(point, centre) - 10) < 2.5f && point.X > centre.X == right && point.Y > centre.Y == below;
}

static bool IsInsideRoundedSquare(Vector2 point)
{
    Vector2 beyond = Vector2.Max(Vector2.Abs(point - new Vector2(64)) - new Vector2(40), Vector2.Zero);
    return beyond.Length() < 24;
}

static float DistanceToLine(Vector2 point, Vector2 start, Vector2 end)
{
    Vector2 line = end - start;
    float along = Math.Clamp(Vector2.Dot(point - start, line) / line.LengthSquared(), 0f, 1f);
    return Vector2.Distance(point, start + (along * line));
}

static byte[] Png(byte[] rgba, int width, int height)
{
    using var file = new MemoryStream();
    file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    byte[] header = new byte[13];
    BinaryPrimitives.WriteInt32BigEndian(header, width);
    BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
    header[8] = 8; // bits of a channel
    header[9] = 6; // red, green, blue, alpha
    WriteChunk(file, "IHDR"u8, header);

    using var data = new MemoryStream();
    using (var compressed = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
    {
        for (int row = 0; row < height; row++)
        {
            compressed.WriteByte(0); // no filter
            compressed.Write(rgba, row * width * 4, width * 4);
        }
    }

    WriteChunk(file, "IDAT"u8, data.ToArray());
    WriteChunk(file, "IEND"u8, []);
    return file.ToArray();
}

static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
{
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    file.Write(number);
    file.Write(name);
    file.Write(data);
    BinaryPrimitives.WriteUInt32BigEndian(number, Checksum([.. name, .. data]));
    file.Write(number);
}

// The CRC-32 of PNG and zip.
static uint Checksum(ReadOnlySpan<byte> bytes)
{
    uint remainder = uint.MaxValue;
    foreach (byte next in bytes)
    {
        remainder ^= next;
        for (int bit = 0; bit < 8; bit++)
            remainder = (remainder >> 1) ^ (0xEDB88320u & (0u - (remainder & 1u)));
    }

    return ~remainder;
}

static string ScriptFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
