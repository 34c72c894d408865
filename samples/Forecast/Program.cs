using System.CommandLine;
using System.Globalization;
using Forecast;
using ModelCompiler;
using ModelCompiler.Plotting;

const float LearningRate = 4e-3f;
const int Week = LoadForecaster.Week,
    Day = LoadForecaster.Day;
var epochs = new Option<int>("--epochs") { Description = "Passes over the training hours.", DefaultValueFactory = _ => 12 };
var data = new Option<FileInfo?>("--data") { Description = "A CSV file with a row for each hour; without it, an invented town." };
var target = new Option<string>("--target") { Description = "The column to predict.", DefaultValueFactory = _ => "load" };
var other = new Option<string?>("--other") { Description = "A second column that helps, such as the temperature." };
var folder = new Option<DirectoryInfo>("--out")
{
    Description = "Where the pictures go.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "forecast")),
};
var root = new RootCommand("Predicts the next day of a series of hours from the last week.") { epochs, data, target, other, folder };
root.SetAction(
    (arguments, cancellationToken) =>
        Task.Run(
            () =>
            {
                try
                {
                    Run(arguments, cancellationToken);
                    return 0;
                }
                catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
                {
                    Console.Error.WriteLine(problem.Message);
                    return 1;
                }
            },
            cancellationToken
        )
);
return await root.Parse(args).InvokeAsync();

void Run(ParseResult arguments, CancellationToken cancellationToken)
{
    HourlySeries series = arguments.GetValue(data) is { } file
        ? HourlySeries.Read(file, arguments.GetValue(target)!, arguments.GetValue(other))
        : HourlySeries.Generate(hours: 9000, seed: 1);
    if (series.Load.Length < 10 * Week)
        throw new InvalidDataException($"There are {series.Load.Length} hours, but ten weeks, {10 * Week}, are the least to learn from.");

    // The last fifth is for the test: whole days from a midnight on. Nothing of it is seen before, neither as values nor by their scale.
    int cut = series.Load.Length * 4 / 5 / Day * Day,
        tuning = cut * 9 / 10 / Day * Day;
    Standardizer scale = series.Scale(tuning);
    float[] steps = series.Steps(scale);
    Dataset train = Windows(steps, 0, tuning, stride: 3),
        validation = Windows(steps, tuning - Week, cut, stride: Day),
        test = Windows(steps, cut - Week, series.Load.Length, stride: Day);
    Console.WriteLine($"{train.Count} windows to learn from, {validation.Count} days to choose by, {test.Count} days for the test.");

    var model = new LoadForecaster(seed: 1);
    Console.WriteLine(LoadForecaster.Description.Summary);
    var trainer = new Trainer<LoadForecaster>(model, new AdamW(LearningRate, weightDecay: 0.01))
    {
        BatchSize = 32,
        Epochs = arguments.GetValue(epochs),
        Seed = 1,
        Schedule = new CosineDecay(LearningRate),
        GradientClipNorm = 1,
        EarlyStopping = new EarlyStopping { Patience = 6 },
    };
    TrainingHistory history = trainer.Fit(train, validation, ConsoleProgress.Default, cancellationToken);

    var comparison = new Comparison(model, test, scale, series.Load, cut);
    string pictures = arguments.GetValue(folder)!.FullName;
    Directory.CreateDirectory(pictures);
    comparison.SavePlot(Path.Combine(pictures, "forecast.png"));
    history.SavePlot(Path.Combine(pictures, "training.png"), "Learning the load of a town");
    Console.WriteLine($"Pictures: {pictures}");

    // Errors over that of the naive method on the training hours (Hyndman and Koehler 2006): below 1 is better than a look at the calendar.
    double unit = SeasonalNaive.MeanAbsoluteError(series.Load.AsSpan(0, cut));
    Print($"seasonal naive: MAE {comparison.NaiveError:F3}, MASE {comparison.NaiveError / unit:F3}");
    Print($"model: MAE {comparison.ModelError:F3}, MASE {comparison.ModelError / unit:F3}");
}

// Windows over some of the hours, whose targets, the load alone, are a series of their own; both are views.
static Dataset Windows(float[] steps, int start, int end, int stride)
{
    const int Features = LoadForecaster.Features;
    float[] load = new float[end - start];
    for (int hour = 0; hour < load.Length; hour++)
        load[hour] = steps[(start + hour) * Features];
    var window = new SequenceWindow(Week) { Horizon = Day, Stride = stride };
    return Dataset.Windows(steps.AsMemory(start * Features, load.Length * Features), Features, load, 1, window);
}

static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
