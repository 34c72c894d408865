using System.Diagnostics;
using Digits.Drawing;
using ModelCompiler;

namespace Browser;

/// <summary>Draws the digits that the network learns from, a few at a time, so that the page stays alive.</summary>
internal static class PracticeDigits
{
    private const int Classes = 10;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(30);

    /// <summary>Draws digits. The same seed draws the same ones.</summary>
    /// <param name="seed">The seed of the hand.</param>
    /// <param name="count">How many.</param>
    /// <param name="report">Is told now and then how many there are.</param>
    public static async Task<Dataset> DrawAsync(int seed, int count, Action<int> report)
    {
        var pen = new DigitPen(seed);
        float[] pixels = new float[count * Handwriting.Pixels];
        int[] digits = new int[count];
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            digits[i] = i % Classes;
            pen.Draw(digits[i], pixels.AsSpan(i * Handwriting.Pixels, Handwriting.Pixels));
            if (Stopwatch.GetElapsedTime(began) < Slice)
                continue;
            report(i + 1);
            await Task.Delay(1);
            began = Stopwatch.GetTimestamp();
        }

        return Dataset.Wrap(pixels, Handwriting.Pixels, digits, Classes);
    }
}
