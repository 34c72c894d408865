using System.Globalization;

namespace ModelCompiler.Generator.Expressions;

/// <summary>Numbers as text, the same in every culture and on every host of the compiler.</summary>
internal static class FloatLiteral
{
    /// <summary>The C# literal of the nearest float, for example <c>0.5f</c>.</summary>
    public static string Of(double value) => Digits(value) + "f";

    /// <summary>The shortest decimal number that reads back as the nearest float.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No finite float is near the value.</exception>
    public static string Digits(double value)
    {
        float single = (float)value;
        if (float.IsNaN(single) || float.IsInfinity(single))
            throw new ArgumentOutOfRangeException(nameof(value), "The number does not fit into a 32-bit float.");

        string text = Shortest(single);
        float magnitude = Math.Abs(single);

        // A decimal prints without an exponent, which reads better for numbers of ordinary size.
        return magnitude is 0 or (>= 1e-4f and < 1e7f)
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : text;
    }

    // float.ToString("R") is shortest on .NET but not on .NET Framework, where Visual Studio runs generators.
    private static string Shortest(float value)
    {
        for (int digits = 1; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value)
                return text;
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
