using System.Globalization;

namespace ModelCompiler;

/// <summary>Numbers with the noun they count, for messages: "1 target", "2 targets".</summary>
internal static class Plural
{
    /// <summary>A count and its noun, in the invariant culture.</summary>
    /// <param name="count">How many.</param>
    /// <param name="singular">The noun for one.</param>
    /// <param name="plural">The noun for any other number; by default the singular and an s.</param>
    public static string Of(long count, string singular, string? plural = null) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? singular : plural ?? singular + "s");
}
