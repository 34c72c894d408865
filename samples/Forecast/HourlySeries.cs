using ModelCompiler;
using ModelCompiler.Data;

namespace Forecast;

/// <summary>Hours of load and temperature, one after the other without gaps.</summary>
/// <param name="Load">What is to be predicted.</param>
/// <param name="Temperature">What else was measured; zeros when nothing was.</param>
internal sealed record HourlySeries(float[] Load, float[] Temperature)
{
    /// <summary>Reads a CSV file with a row for each hour.</summary>
    /// <exception cref="InvalidDataException">A column does not exist, or has an hour without a value.</exception>
    public static HourlySeries Read(FileInfo file, string load, string? temperature)
    {
        Table table = Table.Read(file.FullName);
        float[] loads = Column(table, load);
        return new HourlySeries(loads, temperature is null ? new float[loads.Length] : Column(table, temperature));
    }

    /// <summary>
    /// An invented town: people get up, work and cook, less so on weekends; they heat and cool; the weather changes over days, and what
    /// remains is noise that fades over hours.
    /// </summary>
    public static HourlySeries Generate(int hours, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] load = new float[hours],
            temperature = new float[hours];
        double weather = 0,
            rest = 0;
        for (int hour = 0; hour < hours; hour++)
        {
            weather = (0.99 * weather) + (0.5 * random.NextNormal());
            rest = (0.8 * rest) + (0.8 * random.NextNormal());
            double day = 2 * Math.PI * (hour % 24) / 24;
            bool weekend = hour / 24 % 7 >= 5;
            double degrees = 12 + (9 * Math.Sin(2 * Math.PI * hour / (24 * 365.0))) - (4 * Math.Cos(day - 0.8)) + weather;
            double people = 50 - (12 * Math.Cos(day - 0.5)) - (6 * Math.Cos((2 * day) - 1.2)) - (weekend ? 8 + (4 * Math.Sin(day)) : 0);
            double air = (0.9 * Math.Max(0, 15 - degrees)) + (1.4 * Math.Max(0, degrees - 22));
            temperature[hour] = (float)degrees;
            load[hour] = (float)(people + air + rest);
        }

        return new HourlySeries(load, temperature);
    }

    /// <summary>
    /// The steps that the model sees, six values each: load and temperature, standardised by what the training hours are like, and where
    /// the hour stands in the day and in the week, as points on two circles.
    /// </summary>
    public float[] Steps(Standardizer scale)
    {
        float[] steps = new float[Load.Length * LoadForecaster.Features];
        Span<float> measured = stackalloc float[2];
        for (int hour = 0; hour < Load.Length; hour++)
        {
            (measured[0], measured[1]) = (Load[hour], Temperature[hour]);
            scale.Transform(measured);
            float day = 2 * MathF.PI * (hour % 24) / 24,
                week = 2 * MathF.PI * (hour % LoadForecaster.Week) / LoadForecaster.Week;
            ReadOnlySpan<float> step = [measured[0], measured[1], MathF.Sin(day), MathF.Cos(day), MathF.Sin(week), MathF.Cos(week)];
            step.CopyTo(steps.AsSpan(hour * step.Length));
        }

        return steps;
    }

    /// <summary>Learns the scale of load and temperature from the first hours.</summary>
    public Standardizer Scale(int hours)
    {
        float[] rows = new float[2 * hours];
        for (int hour = 0; hour < hours; hour++)
            (rows[2 * hour], rows[(2 * hour) + 1]) = (Load[hour], Temperature[hour]);
        return Standardizer.Fit(rows, 2);
    }

    private static float[] Column(Table table, string name)
    {
        float[] values = table.Numbers(name);
        int missing = Array.FindIndex(values, float.IsNaN);
        return missing < 0
            ? values
            : throw new InvalidDataException(
                $"Row {missing + 1} has no '{name}': fill the gaps first, a series has a value for each hour."
            );
    }
}
