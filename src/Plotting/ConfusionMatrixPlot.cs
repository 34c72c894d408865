using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ModelCompiler.Plotting;

/// <summary>Draws which class was taken for which: a row per true class, shaded by its share of the row.</summary>
public static class ConfusionMatrixPlot
{
    private static readonly Color _full = Color.FromHex("#08457E");

    /// <summary>Writes the matrix: <c>Evaluator.ConfusionMatrix(model, test).SavePlot("confusion.png")</c>.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="classNames">A name per class; by default their indices.</param>
    /// <param name="title">What stands above; by default the accuracy.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">There is not one name per class, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePlot(
        this ConfusionMatrix matrix,
        string path,
        IReadOnlyList<string>? classNames = null,
        string? title = null,
        int width = 800,
        int height = 500
    )
    {
        _ = PictureFile.FormatOf(path);
        Create(matrix, classNames, title).Save(path, width, height);
    }

    /// <summary>The matrix as a figure.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="classNames">A name per class; by default their indices.</param>
    /// <param name="title">What stands above; by default the accuracy.</param>
    /// <exception cref="ArgumentException">There is not one name per class.</exception>
    public static Figure Create(ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int classes = matrix.ClassCount;
        if (classNames is not null && classNames.Count != classes)
            throw new ArgumentException($"There are {classNames.Count} names for {classes} classes.", nameof(classNames));

        title ??= string.Create(
            CultureInfo.InvariantCulture,
            $"Confusion matrix: {100 * matrix.Accuracy:F2} % of {matrix.Total} samples right"
        );
        Plot plot = Panel.Create(title, "Predicted class", "True class");
        for (int actual = 0; actual < classes; actual++)
        {
            for (int predicted = 0; predicted < classes; predicted++)
                Cell(plot, matrix, actual, predicted);
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, classes - 0.5, classes - 0.5, -0.5);
        plot.Axes.Bottom.TickGenerator = Names();
        plot.Axes.Left.TickGenerator = Names();
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
        }

        return new Figure(1, plot);

        NumericManual Names()
        {
            var ticks = new NumericManual();
            for (int index = 0; index < classes; index++)
                ticks.AddMajor(index, classNames?[index] ?? index.ToString(CultureInfo.InvariantCulture));
            return ticks;
        }
    }

    private static void Cell(Plot plot, ConfusionMatrix matrix, int actual, int predicted)
    {
        long count = matrix[actual, predicted];
        long all = matrix.ActualCount(actual);
        double share = all == 0 ? 0 : (double)count / all;

        // The square root lets rare mistakes show.
        Rectangle cell = plot.Add.Rectangle(predicted - 0.5, predicted + 0.5, actual - 0.5, actual + 0.5);
        cell.FillColor = Palette.Mix(Color.FromHex("#F4F7FA"), _full, Math.Sqrt(share));
        cell.LineColor = Colors.White;
        cell.LineWidth = 2;
        Text text = plot.Add.Text(count.ToString(CultureInfo.InvariantCulture), predicted, actual);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = matrix.ClassCount <= 12 ? 15 : 9;
        text.LabelFontColor =
            count == 0 ? Color.FromHex("#B0B8C0")
            : Math.Sqrt(share) > 0.5 ? Colors.White
            : Palette.Ink;
    }
}
