using ScottPlot;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>Chooses the font of all text: a sans-serif one that the machine has.</summary>
internal static class TextFont
{
    private static readonly string[] _preferred = ["Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans", "Arial"];

    private static readonly HashSet<string> _installed = [.. SKFontManager.Default.FontFamilies];

    /// <summary>Whether the machine has any font.</summary>
    public static bool IsInstalled => _installed.Count > 0;

    /// <summary>The first preferred font there is, or what ScottPlot finds.</summary>
    public static string Name { get; } = Array.Find(_preferred, _installed.Contains) ?? Fonts.Default;
}
