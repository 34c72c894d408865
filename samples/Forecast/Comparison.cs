using ModelCompiler;
using ModelCompiler.Plotting;

namespace Forecast;

/// <summary>The forecasts of a model beside those of the seasonal-naive method, for the same hours, in the units of the load.</summary>
internal sealed class Comparison
{
    private readonly float[] _actual;
    private readonly float[] _model;
    private readonly float[] _naive;

    /// <summary>Makes a forecast for each day of the test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="test">A window for each day, standardised.</param>
    /// <param name="scale">The scale of load and temperature.</param>
    /// <param name="load">The load of all hours.</param>
    /// <param name="first">The hour of the first forecast.</param>
    public Comparison(LoadForecaster model, Dataset test, Standardizer scale, float[] load, int first)
    {
        int hours = test.Count * test.TargetSize;
        _model = new float[hours];
        float[] inputs = new float[test.Count * test.InputSize];
        test.CopyInputs(0, inputs);
        model.Predict(inputs, _model);
        for (int hour = 0; hour < hours; hour++)
            _model[hour] = (float)((_model[hour] * scale.StandardDeviations[0]) + scale.Means[0]);
        _actual = load[first..(first + hours)];
        _naive = load[(first - SeasonalNaive.Season)..(first - SeasonalNaive.Season + hours)];
    }

    /// <summary>The mean absolute error of the model.</summary>
    public double ModelError => Metrics.MeanAbsoluteError(_model, _actual);

    /// <summary>The mean absolute error of the seasonal-naive method.</summary>
    public double NaiveError => Metrics.MeanAbsoluteError(_naive, _actual);

    /// <summary>Draws the first week.</summary>
    public void SavePlot(string path) =>
        FunctionPlot.Save(
            path,
            "A week of forecasts, each made at midnight",
            "hour",
            "load",
            0,
            Math.Min(SeasonalNaive.Season, _actual.Length) - 1,
            ("measured", hour => Between(_actual, hour)),
            ("model", hour => Between(_model, hour)),
            ("a week ago", hour => Between(_naive, hour))
        );

    private static double Between(float[] values, double hour)
    {
        int before = Math.Min((int)hour, values.Length - 2);
        return values[before] + ((hour - before) * (values[before + 1] - values[before]));
    }
}
