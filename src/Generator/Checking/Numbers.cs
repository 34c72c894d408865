using System.Globalization;

namespace ModelCompiler.Generator.Checking;

/// <summary>Numbers in messages: the same in every culture.</summary>
internal static class Numbers
{
    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>The number as the user wrote it: attributes hold single precision.</summary>
    public static string Text(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value.ToString("0", CultureInfo.InvariantCulture) : ((float)value).ToString(CultureInfo.InvariantCulture);

    /// <summary>A count with separators, as <c>1,234,567</c>.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
