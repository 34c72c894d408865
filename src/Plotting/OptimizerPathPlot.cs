using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>
/// Draws how optimizers descend on a function of one parameter: the paths on its graph, and the value after each step on a logarithmic
/// axis.
/// </summary>
public static class OptimizerPathPlot
{
    // Zero has no logarithm.
    private const double SmallestValue = 1e-12;

    /// <summary>Writes the picture.</summary>
    /// <param name="objective">The function that is minimised; its smallest value should be 0.</param>
    /// <param name="paths">At least one path of at least one position.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="formula">The function as text, for the titles.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">There is no path, one is empty, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        Func<double, double> objective,
        IReadOnlyList<OptimizerPath> paths,
        string path,
        string formula = "f(x)",
        int width = 1000,
        int height = 450
    )
    {
        _ = PictureFile.FormatOf(path);
        Create(objective, paths, formula).Save(path, width, height);
    }

    /// <summary>The picture as a figure of two panels.</summary>
    /// <param name="objective">The function that is minimised; its smallest value should be 0.</param>
    /// <param name="paths">At least one path of at least one position.</param>
    /// <param name="formula">The function as text, for the titles.</param>
    /// <exception cref="ArgumentException">There is no path, or one is empty.</exception>
    public static Figure Create(Func<double, double> objective, IReadOnlyList<OptimizerPath> paths, string formula = "f(x)")
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0 || paths.Any(each => each.Positions.Count == 0))
            throw new ArgumentException("A path needs at least its start.", nameof(paths));
        return new Figure(2, Paths(objective, paths, formula), Convergence(objective, paths, formula));
    }

    private static Plot Paths(Func<double, double> objective, IReadOnlyList<OptimizerPath> paths, string formula)
    {
        Plot plot = Panel.Create($"Paths on {formula}", "x", formula);
        double limit = 1.05 * paths.Max(path => path.Positions.Max(Math.Abs));
        double[] horizontal = [.. Enumerable.Range(0, 201).Select(i => limit * ((i / 100.0) - 1))];
        Panel.Line(plot, horizontal, [.. horizontal.Select(objective)], Color.FromHex("#999999"), formula, width: 1.5f);
        for (int index = 0; index < paths.Count; index++)
        {
            double[] positions = [.. paths[index].Positions];
            Mark(Panel.Line(plot, positions, [.. positions.Select(objective)], Palette.Series(index), paths[index].Name, width: 1), index);
        }

        plot.ShowLegend(Alignment.UpperCenter);
        return plot;
    }

    // Without a legend, which would hide a path: the names stand in the panel beside it.
    private static Plot Convergence(Func<double, double> objective, IReadOnlyList<OptimizerPath> paths, string formula)
    {
        Plot plot = Panel.Create("Convergence", "Step", $"{formula} (log scale)");
        Panel.WholeNumbers(plot.Axes.Bottom);
        Panel.PowersOfTen(plot.Axes.Left);
        for (int index = 0; index < paths.Count; index++)
        {
            double[] steps = [.. Enumerable.Range(0, paths[index].Positions.Count).Select(step => (double)step)];
            double[] values = [.. paths[index].Positions.Select(position => Math.Log10(Math.Max(SmallestValue, objective(position))))];
            Mark(Panel.Line(plot, steps, values, Palette.Series(index), paths[index].Name, width: 2), index);
        }

        return plot;
    }

    private static void Mark(ScottPlot.Plottables.Scatter line, int index)
    {
        line.MarkerSize = 7;
        line.MarkerShape = (index % 3) switch
        {
            0 => MarkerShape.FilledCircle,
            1 => MarkerShape.FilledSquare,
            _ => MarkerShape.FilledTriangleUp,
        };
    }
}
