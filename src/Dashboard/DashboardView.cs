using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ModelCompiler.Dashboard;

/// <summary>Lays out the dashboard: bars, numbers, the loss curve, the table of epochs.</summary>
internal static class DashboardView
{
    private const string TrainingColor = "deepskyblue3";
    private const string ValidationColor = "darkorange";
    private const int ChartHeight = 8;
    private const int WidthOfLabels = 16;
    private const int LargestWidth = 100;

    /// <summary>The dashboard as it stands.</summary>
    /// <param name="run">What was reported.</param>
    /// <param name="title">What stands in the frame.</param>
    /// <param name="consoleWidth">The columns of the terminal.</param>
    /// <param name="unicode">Whether the terminal has more characters than ASCII.</param>
    public static IRenderable Create(RunRecord run, string title, int consoleWidth, bool unicode)
    {
        TrainingProgress now = run.Latest;
        int width = Math.Clamp(consoleWidth, 40, LargestWidth) - WidthOfLabels;
        var rows = new List<IRenderable>
        {
            Bar("epoch", now.IsEndOfEpoch ? now.Epoch : now.Epoch - 1, now.Epochs, width - 20, unicode),
            Bar("batch", now.Batch, now.Batches, width - 20, unicode),
            new Markup(Numbers(now)),
            Text.Empty,
        };
        rows.Add(
            new LossChart(width, ChartHeight, now.Epochs, run.Training, run.Validation).Lines(
                [Style.Parse(TrainingColor), Style.Parse(ValidationColor)],
                unicode
            )
        );
        rows.Add(
            new Markup(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"", 11}[dim]epochs 0 to {now.Epochs}:[/] [{TrainingColor}]training "
                        + $"loss[/]{(run.Validation.Count > 0 ? $", [{ValidationColor}]validation loss[/]" : "")}"
                )
            )
        );
        if (run.Epochs.Count > 0)
            rows.Add(Epochs(run));
        return new Panel(new Rows(rows))
        {
            Header = new PanelHeader(Markup.Escape(title)),
            Border = unicode ? BoxBorder.Rounded : BoxBorder.Ascii,
            Width = Math.Clamp(consoleWidth, 40, LargestWidth),
        };
    }

    private static Markup Bar(string name, long done, long all, int width, bool unicode)
    {
        int filled = all == 0 ? 0 : (int)Math.Clamp(done * width / all, 0, width);
        (char full, char empty) = unicode ? ('━', '─') : ('#', '-');
        return new Markup(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, 9}  [{TrainingColor}]{new string(full, filled)}[/][dim]{new string(empty, width - filled)}[/]  {done}/{all}"
            )
        );
    }

    private static string Numbers(in TrainingProgress now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{"loss", 9}  [bold]{now.Loss:G4}[/]   rate {now.LearningRate:G3}   {Speed(now.SamplesPerSecond)} samples/s   "
                + $"{Duration(now.Elapsed)} gone   {Duration(now.Remaining)} left"
        );

    private static Table Epochs(RunRecord run)
    {
        Table table = new Table().Border(TableBorder.None).AddColumn(Column("epoch")).AddColumn(Column("loss"));
        bool validation = run.Epochs.Any(epoch => epoch.ValidationLoss is not null),
            accuracy = run.Epochs.Any(epoch => epoch.ValidationAccuracy is not null);
        if (validation)
            table.AddColumn(Column("validation loss"));
        if (accuracy)
            table.AddColumn(Column("validation accuracy"));
        table.AddColumn(Column("samples/s"));
        foreach (TrainingProgress epoch in run.Epochs)
        {
            List<string> cells = [string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch, 9}"), Loss(epoch.Loss)];
            if (validation)
                cells.Add(Loss(epoch.ValidationLoss));
            if (accuracy)
                cells.Add(
                    epoch.ValidationAccuracy is double share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:F2} %") : ""
                );
            cells.Add(Speed(epoch.SamplesPerSecond));
            table.AddRow([.. cells]);
        }

        return table;
    }

    private static TableColumn Column(string name) => new TableColumn($"[dim]{name}[/]").RightAligned();

    private static string Loss(double? value) => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : "";

    private static string Speed(double perSecond) =>
        perSecond switch
        {
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:F2} M"),
            >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e3:F0} k"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:F0}"),
        };

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
