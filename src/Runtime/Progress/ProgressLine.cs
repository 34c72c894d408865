using System.Globalization;
using System.Text;

namespace ModelCompiler;

/// <summary>The text of a progress report, without line ends or colour.</summary>
internal static class ProgressLine
{
    /// <summary>As <c>epoch 2/5, batch 312/938, loss 0.1834, 152 k samples/s, 0:14 left</c>.</summary>
    public static string Of(in TrainingProgress progress)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}/{progress.Epochs}");
        if (!progress.IsEndOfEpoch)
            text.Append(CultureInfo.InvariantCulture, $", batch {progress.Batch}/{progress.Batches}");
        text.Append(CultureInfo.InvariantCulture, $", loss {progress.Loss:G4}");
        if (progress.ValidationLoss is double loss)
            text.Append(CultureInfo.InvariantCulture, $", validation loss {loss:G4}");
        if (progress.ValidationAccuracy is double accuracy)
            text.Append(CultureInfo.InvariantCulture, $", validation accuracy {100 * accuracy:F2}%");
        text.Append(CultureInfo.InvariantCulture, $", {Speed(progress.SamplesPerSecond)} samples/s");
        if (progress.Remaining > TimeSpan.Zero)
            text.Append(CultureInfo.InvariantCulture, $", {Duration(progress.Remaining)} left");
        return text.ToString();
    }

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
