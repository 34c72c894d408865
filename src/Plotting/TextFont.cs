using ScottPlot;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>Chooses the font of all text: a sans-serif one that the machine has.</summary>
internal static class TextFont
{
    private static readonly string[] _preferred =
    [
        "Segoe UI",
        "Helvetica Neue",
        "Inter",
        "Noto Sans",
        "Open Sans",
        "Liberation Sans",
        "DejaVu Sans",
        "Arial",
    ];

    static TextFont()
    {
        var installed = new HashSet<string>(SKFontManager.Default.FontFamilies);
        Name = Array.Find(_preferred, installed.Contains) ?? Fonts.Default;

        // A machine without fonts still names a family, but an empty one.
        using SKTypeface typeface = SKTypeface.FromFamilyName(Name);
        HasGlyphs = typeface.ContainsGlyph('A');
    }

    /// <summary>The first preferred font there is, or what ScottPlot finds.</summary>
    public static string Name { get; }

    /// <summary>Whether text can be drawn at all.</summary>
    public static bool HasGlyphs { get; }
}
