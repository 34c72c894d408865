using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>Draws activations: a panel for each, with its value and its derivative.</summary>
public static class ActivationPlot
{
    private const int PanelsInRow = 3;

    /// <summary>Writes the picture of one activation.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="model">A model with one input, one output and the loss <see cref="Loss.HalfSquaredError"/>.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The model has another size or loss, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TModel>(string name, TModel model, string path, int width = 800, int height = 500)
        where TModel : class, IModel<TModel>
    {
        _ = PictureFile.FormatOf(path);
        Save([ActivationCurve.Of(name, model)], path, width, height);
    }

    /// <summary>Writes the picture of several activations, three in a row.</summary>
    /// <param name="curves">At least one.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">There is no curve, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IReadOnlyList<ActivationCurve> curves, string path, int width = 800, int height = 500)
    {
        _ = PictureFile.FormatOf(path);
        Create(curves).Save(path, width, height);
    }

    /// <summary>The picture as a figure.</summary>
    /// <param name="curves">At least one.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public static Figure Create(IReadOnlyList<ActivationCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var panels = new List<Plot>();
        foreach (ActivationCurve curve in curves)
        {
            Plot plot = Panel.Create(curve.Name, "x", "");
            plot.Axes.Left.MinimumSize = 40;
            Panel.Line(plot, [.. curve.Inputs], [.. curve.Outputs], Palette.Blue, "value");
            Panel.Line(plot, [.. curve.Inputs], [.. curve.Derivatives], Palette.Vermilion, "derivative").LinePattern = LinePattern.Dashed;
            if (panels.Count == 0)
                plot.ShowLegend(Alignment.UpperLeft);
            panels.Add(plot);
        }

        return new Figure(Math.Clamp(panels.Count, 1, PanelsInRow), [.. panels]);
    }
}
