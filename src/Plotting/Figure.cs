using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>One or more panels in a grid, to be saved as a picture. Not thread-safe.</summary>
/// <remarks>
/// Every picture of this package can be had as a figure (<c>Create</c>), to change its panels with ScottPlot's own means or to lay several
/// side by side, or be saved in one call (<c>Save</c>, <c>SavePlot</c>).
/// </remarks>
public sealed class Figure
{
    private readonly Plot[] _panels;

    /// <summary>Lays panels out in rows, from left to right.</summary>
    /// <param name="columns">The panels of a row, at least 1.</param>
    /// <param name="panels">At least one.</param>
    /// <exception cref="ArgumentException">There is no panel.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    public Figure(int columns, params ReadOnlySpan<Plot> panels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (panels.IsEmpty)
            throw new ArgumentException("A figure needs at least one panel.", nameof(panels));
        Columns = columns;
        _panels = panels.ToArray();
    }

    /// <summary>
    /// Whether the machine has a font. Without one, as in a bare container, pictures are drawn but have no text: install any font, as the
    /// package <c>fonts-dejavu-core</c>.
    /// </summary>
    public static bool CanDrawText => TextFont.HasGlyphs;

    /// <summary>The panels of a row.</summary>
    public int Columns { get; }

    /// <summary>The panels, row after row.</summary>
    public IReadOnlyList<Plot> Panels => _panels;

    /// <summary>The panels of several figures in one row.</summary>
    /// <param name="figures">At least one.</param>
    public static Figure Beside(params ReadOnlySpan<Figure> figures)
    {
        var panels = new List<Plot>();
        foreach (Figure figure in figures)
            panels.AddRange(figure._panels);
        return new Figure(Math.Max(1, panels.Count), [.. panels]);
    }

    /// <summary>Writes the picture; an existing file is replaced.</summary>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format. Its folder must exist.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The extension is another one; nothing has been drawn.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, int width = 800, int height = 500)
    {
        PictureFormat format = PictureFile.FormatOf(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var grid = new Multiplot(_panels[0])
        {
            Layout = new ScottPlot.MultiplotLayouts.Grid((_panels.Length + Columns - 1) / Columns, Columns),
        };
        foreach (Plot panel in _panels.AsSpan(1))
            grid.AddPlot(panel);
        PictureFile.Write(grid, path, format, width, height);
    }
}
