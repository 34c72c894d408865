using Digits.Drawing;

namespace Digits;

/// <summary>The samples to learn from and the samples to be tested on.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">Never seen in training.</param>
internal sealed record DigitData(Dataset Train, Dataset Test)
{
    private const int Pixels = Canvas.Size * Canvas.Size;
    private const int Classes = 10;

    /// <summary>Draws 20,000 digits to learn from and 2,000 to be tested on.</summary>
    public static DigitData Draw(int seed)
    {
        var pen = new DigitPen(seed);
        return new DigitData(Draw(pen, 20_000), Draw(pen, 2_000));
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
