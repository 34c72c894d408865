using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>Draws functions of one variable into one panel, as losses of a prediction.</summary>
public static class FunctionPlot
{
    private const int Points = 401;

    /// <summary>Writes the picture.</summary>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="horizontal">The name of the variable.</param>
    /// <param name="vertical">The name of the values.</param>
    /// <param name="from">The first point.</param>
    /// <param name="to">The last point, above <paramref name="from"/>.</param>
    /// <param name="functions">A name and a function each, at least one.</param>
    /// <exception cref="ArgumentException">There is no function, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path,
        string title,
        string horizontal,
        string vertical,
        double from,
        double to,
        params ReadOnlySpan<(string Name, Func<double, double> Function)> functions
    )
    {
        _ = PictureFile.FormatOf(path);
        Create(title, horizontal, vertical, from, to, functions).Save(path);
    }

    /// <summary>The picture as a figure.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="horizontal">The name of the variable.</param>
    /// <param name="vertical">The name of the values.</param>
    /// <param name="from">The first point.</param>
    /// <param name="to">The last point, above <paramref name="from"/>.</param>
    /// <param name="functions">A name and a function each, at least one.</param>
    /// <exception cref="ArgumentException">There is no function.</exception>
    public static Figure Create(
        string title,
        string horizontal,
        string vertical,
        double from,
        double to,
        params ReadOnlySpan<(string Name, Func<double, double> Function)> functions
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        if (functions.IsEmpty)
            throw new ArgumentException("There is no function to draw.", nameof(functions));
        Plot plot = Panel.Create(title, horizontal, vertical);
        LinePattern[] patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.DenselyDashed, LinePattern.Dotted];
        for (int index = 0; index < functions.Length; index++)
        {
            double[] points = new double[Points],
                values = new double[Points];
            for (int i = 0; i < Points; i++)
            {
                points[i] = from + ((to - from) * i / (Points - 1));
                values[i] = functions[index].Function(points[i]);
            }

            Panel.Line(plot, points, values, Palette.Series(index), functions[index].Name).LinePattern = patterns[index % patterns.Length];
        }

        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(1, plot);
    }
}
