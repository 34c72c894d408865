namespace ModelCompiler.Data.Tests;

public sealed class ImputerTests
{
    private const float Missing = float.NaN;

    private static readonly float[] _values = [1, Missing, 2, 8, Missing, 2, 9, 4, 4, 6];

    [Theory]
    [InlineData(Imputation.Mean, 4, 5.5)]
    [InlineData(Imputation.Median, 3, 6)]
    [InlineData(Imputation.MostFrequent, 1, 8)]
    [InlineData(Imputation.Constant, -1, -1)]
    public void Each_strategy_fills_with_its_number(Imputation strategy, double first, double second)
    {
        float[] values = [1, Missing, 2, 8, Missing, 2, 9, 4, 4, 8];
        Imputer imputer = Imputer.Fit(values, 2, strategy, constant: -1);
        Assert.Equal([first, second], imputer.Fills);
        Assert.Equal([1, (float)second, (float)first, 3], imputer.Transform([1, Missing, Missing, 3]));
        Assert.Equal(2, imputer.OutputCount);
    }

    [Fact]
    public void Indicators_follow_for_the_features_that_missed_values_in_training()
    {
        Imputer imputer = Imputer.Fit([1, 2, 3, Missing, 5, 6], 3, indicateMissing: true);
        Assert.Equal([true, false, false], imputer.Indicated);
        Assert.Equal([1, 2, 3, 0, 1, 5, 6, 1], imputer.Transform([1, 2, 3, Missing, 5, 6]));
        Assert.Equal([1, 3.5f, 3, 0], imputer.Transform([1, Missing, 3]));
    }

    [Fact]
    public void It_is_kept_beside_the_weights()
    {
        Imputer imputer = Imputer.Fit(_values, 2, indicateMissing: true);
        var extras = new ModelExtras();
        imputer.AddTo(extras, "sensors");
        Imputer restored = Imputer.From(extras, "sensors");
        Assert.Equal(imputer.Fills, restored.Fills);
        Assert.Equal(imputer.Indicated, restored.Indicated);
        Assert.Contains("hold no imputer 'imputer'", Assert.Throws<InvalidDataException>(() => Imputer.From(extras)).Message);
        extras.Lists["sensors.indicated"] = [1];
        Assert.Contains("'sensors' is damaged", Assert.Throws<InvalidDataException>(() => Imputer.From(extras, "sensors")).Message);
    }

    [Fact]
    public void Wrong_data_is_refused()
    {
        Assert.Contains(
            "No sample has a value of feature 1",
            Assert.Throws<ArgumentException>(() => Imputer.Fit([1, Missing, 2, Missing], 2)).Message
        );
        Assert.Equal(
            [0.0, 7.0],
            Imputer.Fit([0, Missing], 2, Imputation.Constant, 7).Fills.Select((fill, feature) => feature == 0 ? 0 : fill)
        );
        Assert.Throws<ArgumentException>(() => Imputer.Fit([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => Imputer.Fit([], 2));
        Assert.Contains("is infinite", Assert.Throws<ArgumentException>(() => Imputer.Fit([float.PositiveInfinity], 1)).Message);
        Assert.Throws<ArgumentException>(() => Imputer.Fit([1], 1, Imputation.Constant, double.NaN));
        Assert.Throws<ArgumentException>(() => Imputer.Fit([1, 2], 2).Transform([1]));
    }
}
