using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>
/// Draws what a classifier with two inputs answers everywhere: a region per class, stronger where it is surer, and the samples on top.
/// </summary>
public static class DecisionBoundaryPlot
{
    private const int GridSize = 240;

    // A few steps of strength show the distance from the boundary as contour lines do.
    private const int StrengthSteps = 5;
    private const int ManySamples = 50;

    /// <summary>Writes the picture: <c>DecisionBoundaryPlot.Save(model, test, "boundary.png")</c>.</summary>
    /// <param name="model">A classifier with two inputs: one output from 0 to 1, or an output per class.</param>
    /// <param name="samples">At least one sample of two inputs, with class indices or target values.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="title">What stands above; by default the accuracy on the samples.</param>
    /// <param name="classNames">A name per class for the legend; by default "class 0" and so on.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The model or the samples do not have two inputs, there is no sample, or the extension is another
    /// one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TModel>(
        TModel model,
        Dataset samples,
        string path,
        string? title = null,
        IReadOnlyList<string>? classNames = null,
        int width = 800,
        int height = 500
    )
        where TModel : class, IModel<TModel>
    {
        _ = PictureFile.FormatOf(path);
        Create(model, samples, title, classNames).Save(path, width, height);
    }

    /// <summary>The picture as a figure.</summary>
    /// <param name="model">A classifier with two inputs: one output from 0 to 1, or an output per class.</param>
    /// <param name="samples">At least one sample of two inputs, with class indices or target values.</param>
    /// <param name="title">What stands above; by default the accuracy on the samples.</param>
    /// <param name="classNames">A name per class for the legend; by default "class 0" and so on.</param>
    /// <exception cref="ArgumentException">The model or the samples do not have two inputs, or there is no sample.</exception>
    public static Figure Create<TModel>(TModel model, Dataset samples, string? title = null, IReadOnlyList<string>? classNames = null)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        if (TModel.Description.InputSize != 2 || samples.InputSize != 2)
            throw new ArgumentException(
                $"A plane shows two inputs, but {TModel.Description.Name} has {TModel.Description.InputSize} and the samples have "
                    + $"{samples.InputSize}.",
                nameof(model)
            );
        if (samples.Count == 0)
            throw new ArgumentException("There is no sample, so there is no range to draw.", nameof(samples));

        int classes = Math.Max(2, Math.Max(TModel.Description.OutputSize, samples.ClassCount));
        if (classNames is not null && classNames.Count < classes)
            throw new ArgumentException($"There are {classNames.Count} names for {classes} classes.", nameof(classNames));
        title ??= string.Create(
            CultureInfo.InvariantCulture,
            $"{TModel.Description.Name}: {100 * Evaluator.Evaluate(model, samples).Accuracy:F1} % right"
        );
        Plot plot = Panel.Create(title, "First input", "Second input");
        plot.HideGrid();
        CoordinateRect range = Range(samples.Inputs);
        plot.Add.ImageRect(Regions(model, range), range);
        for (int index = 0; index < classes; index++)
            Samples(plot, samples, index, classNames?[index] ?? string.Create(CultureInfo.InvariantCulture, $"class {index}"));
        plot.Axes.SetLimits(range.Left, range.Right, range.Bottom, range.Top);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(1, plot);
    }

    private static CoordinateRect Range(ReadOnlySpan<float> inputs)
    {
        float left = float.MaxValue,
            right = float.MinValue,
            bottom = float.MaxValue,
            top = float.MinValue;
        for (int i = 0; i < inputs.Length; i += 2)
        {
            (left, right) = (Math.Min(left, inputs[i]), Math.Max(right, inputs[i]));
            (bottom, top) = (Math.Min(bottom, inputs[i + 1]), Math.Max(top, inputs[i + 1]));
        }

        double horizontal = Margin(left, right),
            vertical = Margin(bottom, top);
        return new CoordinateRect(left - horizontal, right + horizontal, bottom - vertical, top + vertical);
    }

    private static double Margin(double from, double to) => to > from ? 0.06 * (to - from) : 1;

    private static Image Regions<TModel>(TModel model, CoordinateRect range)
        where TModel : class, IModel<TModel>
    {
        int outputSize = TModel.Description.OutputSize;
        float[] inputs = new float[GridSize * 2];
        float[] outputs = new float[GridSize * outputSize];
        using var bitmap = new SKBitmap(GridSize, GridSize);
        for (int row = 0; row < GridSize; row++)
        {
            for (int column = 0; column < GridSize; column++)
            {
                inputs[2 * column] = (float)(range.Left + ((column + 0.5) / GridSize * range.Width));
                inputs[(2 * column) + 1] = (float)(range.Top - ((row + 0.5) / GridSize * range.Height));
            }

            model.Predict(inputs, outputs);
            for (int column = 0; column < GridSize; column++)
                bitmap.SetPixel(column, row, RegionColor(outputs.AsSpan(column * outputSize, outputSize)).ToSKColor());
        }

        return new Image(bitmap);
    }

    private static Color RegionColor(ReadOnlySpan<float> outputs)
    {
        int index = ClassOf(outputs);
        double certainty = outputs.Length == 1 ? Math.Abs(outputs[0] - 0.5) * 2 : outputs[index];
        double step = Math.Min(StrengthSteps - 1, Math.Floor(Math.Clamp(certainty, 0, 1) * StrengthSteps)) / (StrengthSteps - 1);
        return Palette.Mix(Colors.White, Palette.Series(index), 0.10 + (0.22 * step));
    }

    private static void Samples(Plot plot, Dataset samples, int index, string name)
    {
        var points = new List<Coordinates>();
        for (int sample = 0; sample < samples.Count; sample++)
        {
            if ((samples.HasClasses ? samples.Class(sample) : ClassOf(samples.Target(sample))) == index)
                points.Add(new Coordinates(samples.Input(sample)[0], samples.Input(sample)[1]));
        }

        if (points.Count == 0)
            return;
        ScottPlot.Plottables.Scatter scatter = plot.Add.ScatterPoints(points, Palette.Series(index));
        scatter.LegendText = name;
        scatter.MarkerSize = samples.Count > ManySamples ? 5 : 12;

        // Shapes as well as colours tell the classes apart.
        scatter.MarkerShape = (index % 4) switch
        {
            0 => MarkerShape.FilledCircle,
            1 => MarkerShape.FilledTriangleUp,
            2 => MarkerShape.FilledSquare,
            _ => MarkerShape.FilledDiamond,
        };
    }

    private static int ClassOf(ReadOnlySpan<float> outputs) =>
        outputs.Length == 1 ? (outputs[0] > 0.5f ? 1 : 0) : Metrics.IndexOfLargest(outputs);
}
