using System.Globalization;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Times as people read them.</summary>
internal static class Time
{
    /// <summary>A number of microseconds in the unit that suits it.</summary>
    public static string Of(double microseconds) =>
        microseconds switch
        {
            < 1 => Invariant($"{microseconds * 1e3:0.00} ns"),
            < 1e3 => Invariant($"{microseconds:0.00} us"),
            _ => Invariant($"{microseconds / 1e3:0.00} ms"),
        };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
