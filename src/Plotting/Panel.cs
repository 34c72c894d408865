using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelCompiler.Plotting;

/// <summary>Plots with the common look: white, a light grid, and text that stays readable when a page shows the picture small.</summary>
internal static class Panel
{
    private const float TextSize = 14;
    private const float TitleSize = 17;
    private const float LeftSize = 66;
    private const float RightSize = 18;

    /// <summary>An empty plot.</summary>
    public static Plot Create(string title, string horizontal, string vertical)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Color(Palette.Ink);
        plot.Grid.MajorLineColor = Palette.Grid;
        plot.Title(title, TitleSize);
        plot.XLabel(horizontal, TextSize);
        plot.YLabel(vertical, TextSize);
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = TextSize - 1;
            axis.TickGenerator = new NumericAutomatic { LabelFormatter = Number, MinimumTickSpacing = 25 };
            axis.MajorTickStyle.Length = 4;
            axis.MinorTickStyle.Length = 0;
        }

        // Panels above one another share their left edge; on the right, the last number under the axis needs room.
        plot.Axes.Left.MinimumSize = LeftSize;
        plot.Axes.Right.MinimumSize = RightSize;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Font.Set(TextFont.Name);
        plot.Legend.FontName = TextFont.Name;
        plot.Legend.SymbolWidth = 30;
        plot.Legend.FontSize = TextSize;
        plot.Legend.OutlineColor = Palette.Grid;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.HideLegend();
        return plot;
    }

    /// <summary>A line through points.</summary>
    public static ScottPlot.Plottables.Scatter Line(
        Plot plot,
        double[] horizontal,
        double[] vertical,
        Color color,
        string legend,
        float width = 2.5f
    )
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(horizontal, vertical, color);
        line.LineWidth = width;
        line.LegendText = legend;
        return line;
    }

    /// <summary>Ticks only at whole numbers, for counts such as epochs.</summary>
    public static void WholeNumbers(IAxis axis) =>
        axis.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = Number,
            MinimumTickSpacing = 25,
        };

    /// <summary>Shows the values of an axis as powers of ten: the plotted numbers are logarithms to base 10.</summary>
    public static void PowersOfTen(IAxis axis) =>
        axis.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinimumTickSpacing = 25,
            LabelFormatter = exponent =>
                exponent is >= -3 and <= 4
                    ? Number(Math.Pow(10, exponent))
                    : string.Create(CultureInfo.InvariantCulture, $"1e{exponent:F0}"),
        };

    private static string Number(double value) => Math.Abs(value) < 1e-12 ? "0" : value.ToString("0.#####", CultureInfo.InvariantCulture);
}
