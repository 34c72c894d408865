using System.Buffers.Binary;

namespace Browser;

/// <summary>
/// Grey pixels as an address that an image can show: a bitmap file in Base64, because a page has no quicker way that needs no JavaScript.
/// </summary>
internal static class GreyPicture
{
    private const int FileHeader = 14,
        PictureHeader = 40,
        Colours = 256;
    private const int PixelsAt = FileHeader + PictureHeader + (4 * Colours);

    /// <summary>The address of a square picture.</summary>
    /// <param name="ink">Values from 0 (white) to 1 (black), row by row.</param>
    /// <param name="size">The rows, and the columns; a multiple of 4.</param>
    public static string Address(ReadOnlySpan<float> ink, int size)
    {
        byte[] file = new byte[PixelsAt + ink.Length];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        Write(file, 2, file.Length);
        Write(file, 10, PixelsAt);
        Write(file, 14, PictureHeader);
        Write(file, 18, size);
        Write(file, 22, -size); // the first row is at the top
        Write(file, 26, 1 | (8 << 16)); // one plane, eight bits of a pixel
        Write(file, 46, Colours);
        for (int i = 0; i < Colours; i++)
            Write(file, FileHeader + PictureHeader + (4 * i), i * 0x010101);
        for (int i = 0; i < ink.Length; i++)
            file[PixelsAt + i] = (byte)(255f * (1f - ink[i]));
        return "data:image/bmp;base64," + Convert.ToBase64String(file);
    }

    private static void Write(byte[] file, int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(position), value);
}
