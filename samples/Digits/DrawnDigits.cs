using Digits.Drawing;
using ModelCompiler;

namespace Digits;

/// <summary>A dataset that needs no download: handwritten digits, drawn on the spot.</summary>
internal static class DrawnDigits
{
    private const int Pixels = Canvas.Size * Canvas.Size;
    private const int Classes = 10;

    /// <summary>
    /// Draws 20,000 digits to learn from and 2,000 others to be tested on.
    /// The same seed draws the same digits with one C library.
    /// </summary>
    public static (Dataset Train, Dataset Test) Draw(int seed)
    {
        var pen = new DigitPen(seed);
        return (Draw(pen, 20_000), Draw(pen, 2_000));
    }

    private static Dataset Draw(DigitPen pen, int count)
    {
        float[] pixels = new float[count * Pixels];
        int[] digits = new int[count];
        for (int i = 0; i < count; i++)
        {
            digits[i] = i % Classes;
            pen.Draw(digits[i], pixels.AsSpan(i * Pixels, Pixels));
        }

        return Dataset.Wrap(pixels, Pixels, digits, Classes);
    }
}
