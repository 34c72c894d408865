using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>Draws the curves of a training run: training and validation loss, and below them the accuracy when there is one.</summary>
public static class TrainingHistoryPlot
{
    // Above this ratio the end of the curve would be a flat line on a linear axis.
    private const double RatioForLogarithmicAxis = 50;

    // A logarithmic axis ends this far below the largest loss; what is smaller, as a loss of exactly 0, is drawn at its end.
    private const double LogarithmicRange = 1e-8;

    /// <summary>Writes the curves: <c>history.SavePlot("loss.svg")</c>.</summary>
    /// <param name="history">A history with at least one finished epoch.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">There is no finished epoch, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePlot(this TrainingHistory history, string path, string title = "Training", int width = 800, int height = 500)
    {
        _ = PictureFile.FormatOf(path);
        Create(history, title).Save(path, width, height);
    }

    /// <summary>
    /// The curves as a figure: one panel, or two when accuracies were measured. The loss axis is logarithmic when the losses span more than
    /// a factor of 50.
    /// </summary>
    /// <param name="history">A history with at least one finished epoch.</param>
    /// <param name="title">What stands above.</param>
    /// <exception cref="ArgumentException">There is no finished epoch.</exception>
    public static Figure Create(TrainingHistory history, string title = "Training")
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0)
            throw new ArgumentException("The history has no finished epoch, so there is nothing to draw.", nameof(history));
        Plot loss = Loss(history.Epochs, title);
        return Accuracy(history.Epochs) is Plot accuracy ? new Figure(1, loss, accuracy) : new Figure(1, loss);
    }

    private static Plot Loss(IReadOnlyList<EpochRecord> epochs, string title)
    {
        double[] all = [.. epochs.Select(epoch => epoch.TrainingLoss), .. epochs.Select(epoch => epoch.ValidationLoss).OfType<double>()];
        double[] finite = [.. all.Where(double.IsFinite)];
        bool logarithmic = finite.Length > 1 && finite.Min() >= 0 && finite.Max() > RatioForLogarithmicAxis * finite.Min();
        double smallest = logarithmic ? finite.Max() * LogarithmicRange : 0;
        Plot plot = Panel.Create(title, "Epoch", logarithmic ? "Loss (log scale)" : "Loss");
        Panel.WholeNumbers(plot.Axes.Bottom);
        Curve(plot, epochs, epoch => Scaled(epoch.TrainingLoss), Palette.Blue, "training loss");
        Curve(plot, epochs, epoch => Scaled(epoch.ValidationLoss), Palette.Vermilion, "validation loss");
        if (logarithmic)
            Panel.PowersOfTen(plot.Axes.Left);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;

        double? Scaled(double? value) => logarithmic && value is double number ? Math.Log10(Math.Max(smallest, number)) : value;
    }

    private static Plot? Accuracy(IReadOnlyList<EpochRecord> epochs)
    {
        Plot plot = Panel.Create("", "Epoch", "Accuracy (%)");
        plot.Axes.Title.IsVisible = false;
        Panel.WholeNumbers(plot.Axes.Bottom);
        Curve(plot, epochs, epoch => 100 * epoch.TrainingAccuracy, Palette.Blue, "training accuracy");
        Curve(plot, epochs, epoch => 100 * epoch.ValidationAccuracy, Palette.Vermilion, "validation accuracy");
        plot.ShowLegend(Alignment.LowerRight);
        return plot.GetPlottables().Any() ? plot : null;
    }

    private static void Curve(Plot plot, IReadOnlyList<EpochRecord> epochs, Func<EpochRecord, double?> value, Color color, string legend)
    {
        var horizontal = new List<double>();
        var vertical = new List<double>();
        foreach (EpochRecord epoch in epochs)
        {
            if (value(epoch) is not double number || !double.IsFinite(number))
                continue;
            horizontal.Add(epoch.Epoch);
            vertical.Add(number);
        }

        if (horizontal.Count == 0)
            return;
        ScottPlot.Plottables.Scatter line = Panel.Line(plot, [.. horizontal], [.. vertical], color, legend);
        const int FewEnoughToMark = 30;
        if (horizontal.Count <= FewEnoughToMark)
            line.MarkerSize = 6;
    }
}
