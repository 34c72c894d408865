using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace ModelCompiler.Plotting;

/// <summary>
/// Draws the images that a classifier gets wrong, each with what it is and what it was taken for: the surest mistakes first.
/// </summary>
public static class MistakesPlot
{
    private const int MostColumns = 15;
    private const int BatchSize = 256;

    // In pixels of the images; the text of an image stands in the gap above it.
    private const int Gap = 4;
    private const int Above = 9;

    private static readonly Color _paper = Color.FromHex("#F1F4F7");

    /// <summary>Writes the picture: <c>MistakesPlot.Save(model, test, "mistakes.png")</c>.</summary>
    /// <param name="model">A classifier whose input is one image of [1, height, width] and that has an output per class.</param>
    /// <param name="samples">At least one image with its class; values from 0 to 1, drawn dark on white.</param>
    /// <param name="path">The file; its extension, <c>.png</c> or <c>.svg</c>, decides the format.</param>
    /// <param name="classNames">A name per class; by default their indices.</param>
    /// <param name="title">What stands above; by default how many are wrong.</param>
    /// <param name="most">The most images that are drawn, at least 1.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The model's input is no image of one channel, the samples do not fit it or have no classes,
    /// there is not one name per class, or the extension is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TModel>(
        TModel model,
        Dataset samples,
        string path,
        IReadOnlyList<string>? classNames = null,
        string? title = null,
        int most = 120,
        int width = 900,
        int height = 700
    )
        where TModel : class, IModel<TModel>
    {
        _ = PictureFile.FormatOf(path);
        Create(model, samples, classNames, title, most).Save(path, width, height);
    }

    /// <summary>The picture as a figure.</summary>
    /// <param name="model">A classifier whose input is one image of [1, height, width] and that has an output per class.</param>
    /// <param name="samples">At least one image with its class; values from 0 to 1, drawn dark on white.</param>
    /// <param name="classNames">A name per class; by default their indices.</param>
    /// <param name="title">What stands above; by default how many are wrong.</param>
    /// <param name="most">The most images that are drawn, at least 1.</param>
    /// <exception cref="ArgumentException">The model's input is no image of one channel, the samples do not fit it or have no classes, or
    /// there is not one name per class.</exception>
    public static Figure Create<TModel>(
        TModel model,
        Dataset samples,
        IReadOnlyList<string>? classNames = null,
        string? title = null,
        int most = 120
    )
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ModelDescription description = TModel.Description;
        if (description.InputShape is not [1, var rows, var columns] || description.OutputSize < 2)
            throw new ArgumentException(
                $"{description.Name} is no classifier of images of one channel: its input is "
                    + $"[{string.Join(", ", description.InputShape)}], its outputs are {description.OutputSize}.",
                nameof(model)
            );
        if (samples.InputSize != description.InputSize || !samples.HasClasses || samples.Count == 0)
            throw new ArgumentException(
                $"{description.Name} takes samples of {description.InputSize} values with classes, at least one; these are {samples}.",
                nameof(samples)
            );
        if (classNames is not null && classNames.Count != description.OutputSize)
            throw new ArgumentException($"There are {classNames.Count} names for {description.OutputSize} classes.", nameof(classNames));

        List<Mistake> mistakes = Find(model, samples);
        List<Mistake> shown = [.. mistakes.OrderByDescending(mistake => mistake.Certainty).ThenBy(mistake => mistake.Sample).Take(most)];
        title ??=
            string.Create(CultureInfo.InvariantCulture, $"{mistakes.Count} of {samples.Count} wrong: true class > taken for")
            + (shown.Count < mistakes.Count ? string.Create(CultureInfo.InvariantCulture, $" (the {shown.Count} surest)") : "");
        Plot plot = Panel.Create(title, "", "");
        plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
            axis.FrameLineStyle.Width = 0;
        }

        if (shown.Count > 0)
            Draw(plot, samples, shown, rows, columns, classNames);
        return new Figure(1, plot);
    }

    private static List<Mistake> Find<TModel>(TModel model, Dataset samples)
        where TModel : class, IModel<TModel>
    {
        int outputSize = TModel.Description.OutputSize;
        float[] inputs = new float[BatchSize * samples.InputSize];
        float[] outputs = new float[BatchSize * outputSize];
        var mistakes = new List<Mistake>();
        for (int start = 0; start < samples.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, samples.Count - start);
            Span<float> batch = inputs.AsSpan(0, count * samples.InputSize);
            samples.CopyInputs(start, batch);
            model.Predict(batch, outputs.AsSpan(0, count * outputSize));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> output = outputs.AsSpan(i * outputSize, outputSize);
                int predicted = Metrics.IndexOfLargest(output);
                if (predicted != samples.Class(start + i))
                    mistakes.Add(new Mistake(start + i, samples.Class(start + i), predicted, output[predicted]));
            }
        }

        return mistakes;
    }

    private static void Draw(Plot plot, Dataset samples, List<Mistake> shown, int rows, int columns, IReadOnlyList<string>? classNames)
    {
        int across = Math.Min(MostColumns, (int)Math.Ceiling(Math.Sqrt(shown.Count * 1.3)));
        int down = (shown.Count + across - 1) / across,
            cellWidth = columns + Gap,
            cellHeight = rows + Above;
        using var bitmap = new SKBitmap(across * cellWidth, down * cellHeight);
        bitmap.Erase(SKColors.White);
        for (int index = 0; index < shown.Count; index++)
            Copy(
                samples.Input(shown[index].Sample),
                bitmap,
                (index % across * cellWidth) + (Gap / 2),
                (index / across * cellHeight) + Above,
                columns
            );
        var area = new CoordinateRect(0, bitmap.Width, -bitmap.Height, 0);
        plot.Add.ImageRect(new Image(bitmap), area);
        for (int index = 0; index < shown.Count; index++)
        {
            Text text = plot.Add.Text(
                Caption(shown[index], classNames),
                (index % across * cellWidth) + (cellWidth / 2.0),
                -((index / across * cellHeight) + Above)
            );
            text.LabelAlignment = Alignment.LowerCenter;
            text.LabelFontSize = across > 10 ? 11 : 14;
            text.LabelFontColor = Palette.Vermilion;
            text.LabelFontName = TextFont.Name;
        }

        plot.Axes.SetLimits(area.Left, area.Right, area.Bottom, area.Top);
        plot.Axes.SquareUnits();
    }

    private static void Copy(ReadOnlySpan<float> pixels, SKBitmap bitmap, int left, int top, int columns)
    {
        for (int i = 0; i < pixels.Length; i++)
            bitmap.SetPixel(
                left + (i % columns),
                top + (i / columns),
                Palette.Mix(_paper, Palette.Ink, Math.Clamp(pixels[i], 0, 1)).ToSKColor()
            );
    }

    private static string Caption(Mistake mistake, IReadOnlyList<string>? classNames) =>
        Name(mistake.Actual, classNames) + " > " + Name(mistake.Predicted, classNames);

    private static string Name(int index, IReadOnlyList<string>? classNames) =>
        classNames?[index] ?? index.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Mistake(int Sample, int Actual, int Predicted, float Certainty);
}
