using System.Globalization;

namespace ModelCompiler;

/// <summary>Numbers of things in messages: "1 target", "2 targets". Allocates the text.</summary>
internal static class Amount
{
    /// <summary>A number of things.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="many">What several are called; <paramref name="one"/> with an s unless given.</param>
    public static string Of(long count, string one, string? many = null) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many ?? one + "s");
}
