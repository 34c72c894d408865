using System.Globalization;
using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>Values as C# text, the same in every culture.</summary>
internal static class Text
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(double value) => FloatLiteral.Of(value);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A number for people, with separators of thousands.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A C# string literal.</summary>
    public static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    /// <summary>Text inside a documentation comment.</summary>
    public static string Documentation(string value) => value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
