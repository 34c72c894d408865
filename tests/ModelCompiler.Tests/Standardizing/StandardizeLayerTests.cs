namespace ModelCompiler.Tests.Standardizing;

/// <summary>
/// Fitting, saving and training of the layer that standardizes; its values and gradients are in the table of declared networks.
/// </summary>
public sealed class StandardizeLayerTests
{
    private static readonly float[] _inputs = [1, 10, 3, 30, 5, 20, 7, 100];

    private static Dataset Train => Dataset.ForTargets(_inputs, 2, [1, 2, 3, 4], 1);

    [Fact]
    public void It_changes_nothing_until_it_is_fitted()
    {
        float[] values = [1e30f, -0f, float.Epsilon, -1.5f];
        Assert.Equal(
            values.Select(BitConverter.SingleToInt32Bits),
            new StandardizeOnly(1).Predict(values).Select(BitConverter.SingleToInt32Bits)
        );
    }

    [Fact]
    public void Fitted_it_does_what_a_standardizer_does()
    {
        var model = new StandardizeOnly(1);
        model.Scale.Fit(Train);
        float[] expected = [.. _inputs];
        Standardizer.Fit(Train).Transform(expected);
        Assert.Equal(expected, model.Predict(_inputs), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(4, model.Scale.Mean[0]);

        var other = new StandardizeOnly(1);
        Standardizer.Fit(_inputs, 2).CopyTo(other.Scale);
        Assert.Equal(model.Predict(_inputs), other.Predict(_inputs));
        var third = new StandardizeOnly(1);
        third.Scale.Fit(_inputs);
        Assert.Equal(model.Predict(_inputs), third.Predict(_inputs));
    }

    [Fact]
    public void A_constant_becomes_zero()
    {
        var model = new StandardizeOnly(1);
        model.Scale.Fit([5, 1, 5, 2]);
        Assert.Equal([0f, -1f, 0f, 1f], model.Predict([5f, 1, 5, 2]));
    }

    [Fact]
    public void Values_as_large_as_time_stamps_keep_their_differences()
    {
        var model = new StandardizeOnly(1);
        model.Scale.Fit([1e7f, 1, 10_000_001, 3]);
        Assert.Equal([-1f, -1, 1, 1], model.Predict([1e7f, 1, 10_000_001, 3]));
        Assert.NotEqual(0, model.Scale.MeanRest[0]);
    }

    [Fact]
    public void The_numbers_are_saved_and_no_optimizer_changes_them()
    {
        var model = new StandardizedModel(1);
        model.Standardize1.Fit(Train);
        float[] before =
        [
            .. model.Standardize1.Mean.ToArray(),
            .. model.Standardize1.MeanRest.ToArray(),
            .. model.Standardize1.StandardDeviation.ToArray(),
        ];
        float[] weights = model.Dense1.Weight.ToArray();
        new Trainer<StandardizedModel>(model, new AdamW(0.1f, weightDecay: 0.5f)) { Epochs = 5 }.Fit(Train);
        Assert.NotEqual(weights, model.Dense1.Weight.ToArray());
        Assert.Equal(
            before,
            (float[])
                [
                    .. model.Standardize1.Mean.ToArray(),
                    .. model.Standardize1.MeanRest.ToArray(),
                    .. model.Standardize1.StandardDeviation.ToArray(),
                ]
        );

        var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var loaded = new StandardizedModel(2);
        Assert.Contains("standardize1.mean", loaded.Load(file).Loaded);
        Assert.Equal(model.Predict(_inputs), loaded.Predict(_inputs));
    }

    [Fact]
    public void Images_may_have_one_standardizer_for_each_channel()
    {
        var model = new StandardizedImage(1);
        model.Pixels.Set(Standardizer.Fit([1, 10, 3, 30], 2));
        Assert.Equal([2, 2, 2, 2, 20, 20, 20, 20], model.Pixels.Mean.ToArray());
        Assert.Equal([1, 1, 1, 1, 10, 10, 10, 10], model.Pixels.StandardDeviation.ToArray());
    }

    [Fact]
    public void Sizes_and_places_that_do_not_fit_are_refused()
    {
        var model = new StandardizedImage(1);
        Assert.Contains(
            "pixels.mean standardizes 8 values, but 2 were given",
            Assert.Throws<ArgumentException>(() => model.Pixels.Fit(Train)).Message
        );
        Assert.Contains(
            "standardizes 8 values, but 3 were given",
            Assert.Throws<ArgumentException>(() => model.Pixels.Set(Standardizer.Fit([1f, 2, 3], 3))).Message
        );
        Assert.Contains("inside.mean reads another layer", Assert.Throws<InvalidOperationException>(() => model.Inside.Fit(Train)).Message);
        Assert.Throws<ArgumentException>(() => model.Inside.Fit([1f, 2]));
        model.Inside.Fit([1f, 2, 3, 3, 2, 1]);
        Assert.Equal([2, 2, 2], model.Inside.Mean.ToArray());
    }
}
