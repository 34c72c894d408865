using ScottPlot;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>Chooses the font of all text: a sans-serif one that the machine has.</summary>
internal static class TextFont
{
    private static readonly string[] _preferred = ["Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans", "Arial"];

    /// <summary>The first preferred font there is, or what ScottPlot finds.</summary>
    public static string Name { get; } = Array.Find(_preferred, new HashSet<string>(SKFontManager.Default.FontFamilies).Contains) ?? Fonts.Default;
}
