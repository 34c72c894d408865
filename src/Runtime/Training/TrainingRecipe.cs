using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// What settings beyond those of <see cref="TrainerState"/> itself make of the steps that a run has taken, as lines of a name and a value.
/// Equal texts mean that the settings of now would have taken the same steps.
/// </summary>
internal static class TrainingRecipe
{
    private const int SampledRates = 16;
    private const string Between = " = ";

    /// <summary>The recipe of the steps up to one.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="step">The number of steps taken.</param>
    /// <param name="stepsPerEpoch">The steps of an epoch.</param>
    public static string Of(TrainingSettings settings, long step, long stepsPerEpoch) =>
        string.Join(
            '\n',
            [
                Line(nameof(Trainer<>.GradientClipNorm), Text(settings.GradientClipNorm)),
                Line(nameof(Trainer<>.GradientClipValue), Text(settings.GradientClipValue)),
                Line(nameof(Trainer<>.Schedule), Name(settings.Schedule)),
                Line("the schedule's rates", Rates(settings, step, stepsPerEpoch)),
                Line(nameof(Trainer<>.ScheduleMonitor), settings.ScheduleMonitor?.ToString() ?? "none"),
                Line(nameof(Trainer<>.ParameterAverage), Text(settings.Average)),
            ]
        );

    /// <summary>The first line in which two recipes differ; null when they are equal.</summary>
    public static (string What, string Saved, string Current)? Difference(string saved, string current)
    {
        string[] before = saved.Split('\n'),
            now = current.Split('\n');
        for (int line = 0; line < Math.Min(before.Length, now.Length); line++)
            if (before[line] != now[line])
                return (Part(before[line], 0), Part(before[line], 1), Part(now[line], 1));
        return null;
    }

    // One with a state says its settings itself.
    private static string Name(LearningRateSchedule? schedule) =>
        schedule switch
        {
            null => "none",
            { State.Count: 0 } => schedule.GetType().Name,
            _ => schedule.ToString() ?? schedule.GetType().Name,
        };

    // A schedule is a formula without a name for its numbers; what it gave to the steps taken says all that matters. One with a state is
    // continued from that.
    private static string Rates(TrainingSettings settings, long step, long stepsPerEpoch)
    {
        if (settings.Schedule is not { State.Count: 0 } schedule || step == 0)
            return "none";
        var rates = new List<string>();
        for (int i = 0; i < SampledRates; i++)
        {
            long at = (step - 1) * i / (SampledRates - 1);
            float rate = schedule.Rate(new TrainingPosition(at, stepsPerEpoch, settings.Epochs));
            rates.Add(string.Create(CultureInfo.InvariantCulture, $"{rate} at step {at + 1}"));
        }

        return string.Join(", ", rates.Distinct());
    }

    private static string Line(string name, string value) => name + Between + value;

    private static string Part(string line, int index) => line.Split(Between, 2) is { Length: 2 } parts ? parts[index] : line;

    private static string Text((double Decay, bool Warmup)? average) =>
        average is var (decay, warmup) ? string.Create(CultureInfo.InvariantCulture, $"decay {decay}, warmup {warmup}") : "none";

    private static string Text(double? value) => ((float?)value)?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
