using System.Globalization;

namespace ModelCompiler.Generator.Values;

/// <summary>Numbers in messages: the same in every culture.</summary>
internal static class Numbers
{
    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>The number as the user wrote it, and where single precision makes another of it, that one too.</summary>
    /// <param name="value">The number in single precision.</param>
    /// <param name="written">The number as it was written, or null for the same.</param>
    public static string Text(double value, double? written)
    {
        string compiled = Text(value);
        string given = written is { } number && number != value ? Exact(number) : compiled;
        return given == compiled ? compiled : $"{given}, in single precision {compiled}";
    }

    /// <summary>The number in single precision.</summary>
    public static string Text(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : ((float)value).ToString(CultureInfo.InvariantCulture);

    private static string Exact(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count with separators, as <c>1,234,567</c>.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
