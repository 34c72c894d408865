using ModelCompiler;

namespace Forecast;

/// <summary>
/// Predicts the load of the next day, hour by hour, from the last week: load, temperature and the calendar of each hour go through a layer
/// of gated recurrent units, whose last state says the twenty-four values at once.
/// </summary>
[Model]
[Sequence(Week, Features)]
[Gru(48, Output = RecurrentOutput.LastStep)]
[Dense(Day)]
[Loss(Loss.MeanSquaredError)]
public sealed partial class LoadForecaster
{
    /// <summary>The hours that it looks back.</summary>
    public const int Week = 168;

    /// <summary>The values of an hour.</summary>
    public const int Features = 6;

    /// <summary>The hours that it predicts.</summary>
    public const int Day = 24;
}
