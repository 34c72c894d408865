namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>Source text in which <c>«</c> and <c>»</c> stand around what should be underlined.</summary>
internal static class MarkedSource
{
    public static string Clean(string marked) => marked.Replace("«", "").Replace("»", "");

    /// <summary>The source with marks around what a diagnostic underlines.</summary>
    public static string Mark(string source, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        source[..span.Start] + "«" + source[span.Start..span.End] + "»" + source[span.End..];
}
