using System.Globalization;
using ScottPlot;

namespace ModelCompiler.Plotting;

/// <summary>Draws the predictions of a regression over the true values: a perfect model puts every sample on the diagonal.</summary>
public static class RegressionPlot
{
    // More points than this only make the cloud solid and the file large.
    private const int MostPoints = 4000;

    /// <summary>Writes the picture.</summary>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The true values, as many. Of more than 4,000 samples an evenly spaced choice is drawn; R² counts all.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="quantity">What is predicted, for the axes.</param>
    /// <param name="title">What stands above; by default R².</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        ReadOnlySpan<float> predictions,
        ReadOnlySpan<float> targets,
        string path,
        string quantity = "value",
        string? title = null,
        int width = 800,
        int height = 500
    )
    {
        _ = PictureFile.FormatOf(path);
        Create(predictions, targets, quantity, title).Save(path, width, height);
    }

    /// <summary>The picture as a figure.</summary>
    /// <param name="predictions">The predicted values.</param>
    /// <param name="targets">The true values, as many.</param>
    /// <param name="quantity">What is predicted, for the axes.</param>
    /// <param name="title">What stands above; by default R².</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static Figure Create(
        ReadOnlySpan<float> predictions,
        ReadOnlySpan<float> targets,
        string quantity = "value",
        string? title = null
    )
    {
        if (predictions.Length != targets.Length || targets.IsEmpty)
            throw new ArgumentException(
                $"There are {predictions.Length} predictions for {targets.Length} true values: pass as many of each, at least one.",
                nameof(predictions)
            );
        title ??= string.Create(
            CultureInfo.InvariantCulture,
            $"Predictions on {targets.Length} samples: R² = {Metrics.RSquared(predictions, targets):F4}"
        );
        Plot plot = Panel.Create(title, $"True {quantity}", $"Predicted {quantity}");
        int stride = ((targets.Length - 1) / MostPoints) + 1;
        var points = new List<Coordinates>();
        double least = double.MaxValue,
            most = double.MinValue;
        for (int sample = 0; sample < targets.Length; sample += stride)
        {
            points.Add(new Coordinates(targets[sample], predictions[sample]));
            least = Math.Min(least, targets[sample]);
            most = Math.Max(most, targets[sample]);
        }

        ScottPlot.Plottables.Scatter cloud = plot.Add.ScatterPoints(points, Palette.Blue.WithAlpha(0.35));
        cloud.MarkerSize = 4;
        cloud.LegendText = "samples";
        ScottPlot.Plottables.Scatter diagonal = Panel.Line(plot, [least, most], [least, most], Palette.Vermilion, "perfect", width: 2);
        diagonal.LinePattern = LinePattern.Dashed;
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(1, plot);
    }
}
