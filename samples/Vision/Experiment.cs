using System.Diagnostics;
using System.Globalization;
using ModelCompiler;
using ModelCompiler.Plotting;

namespace Vision;

/// <summary>Trains one of the networks and shows what it has learned.</summary>
internal static class Experiment
{
    /// <summary>
    /// Trains a network on digits and writes its summary, its mistakes and, as the last line, its accuracy on digits that it has not seen.
    /// </summary>
    public static void Run<TModel>(Settings settings, CancellationToken cancellationToken)
        where TModel : class, IModel<TModel>
    {
        (Dataset train, Dataset test) = settings.DataFolder is null
            ? Digits.DrawnDigits.Draw(settings.Seed)
            : MnistFiles.Load(settings.DataFolder);
        Console.WriteLine($"Training data: {train}. Test data: {test}.");

        TModel model = TModel.Create((ulong)settings.Seed);
        Console.WriteLine(TModel.Description.Summary);

        // The last epochs take small steps: they settle what the first ones have found.
        var trainer = new Trainer<TModel>(model, new Adam(settings.LearningRate))
        {
            BatchSize = settings.BatchSize,
            Epochs = settings.Epochs,
            Seed = (ulong)settings.Seed,
            Schedule = new CosineDecay(settings.LearningRate),
        };
        var watch = Stopwatch.StartNew();
        trainer.Fit(train, progress: ConsoleProgress.Default, cancellationToken: cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trained in {watch.Elapsed.TotalSeconds:F1} s"));

        ConfusionMatrix result = Evaluator.ConfusionMatrix(model, test);
        Console.Write(result);
        if (settings.PlotFolder is not null)
            Draw(model, test, result, settings.PlotFolder);
        if (settings.Time)
            Stopwatches.Write(model, test);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result.Accuracy:F4}"));
    }

    private static void Draw<TModel>(TModel model, Dataset test, ConfusionMatrix result, string folder)
        where TModel : class, IModel<TModel>
    {
        Directory.CreateDirectory(folder);
        string confusion = Path.Combine(folder, "confusion.png"),
            mistakes = Path.Combine(folder, "mistakes.png");
        result.SavePlot(confusion, width: 700, height: 600);
        MistakesPlot.Save(model, test, mistakes, width: 900, height: 700);
        Console.WriteLine($"Pictures: {confusion}, {mistakes}");
    }
}
