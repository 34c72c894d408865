namespace ModelCompiler.Data.Tests;

public sealed class FeatureEncoderTests
{
    private static readonly Feature[] _features =
    [
        new NumberFeature("size", ZeroIsMissing: true, IndicateMissing: true),
        new NumberFeature("age", Strategy: Imputation.Median),
        new CategoryFeature("kind", "small", "big"),
    ];

    private static Table Table => Data.Table.Read(new StringReader("size,age,kind\n1,10,small\n3,,big\n0,20,\n5,60,other\n,,small\n"));

    [Fact]
    public void Columns_become_standardized_inputs()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(Table, [0, 1, 2, 3], _features);
        Assert.Equal(5, encoder.InputSize);
        Assert.Equal(["size", "size is missing", "age", "kind = small", "kind = big"], encoder.InputNames);
        float[] inputs = encoder.Encode(Table, [0, 1, 2, 3]);
        for (int input = 0; input < 5; input++)
        {
            float[] column = [.. Enumerable.Range(0, 4).Select(row => inputs[(row * 5) + input])];
            Assert.Equal(0, column.Average(), 1e-5);
            Assert.Equal(1, column.Average(value => value * value), 1e-5);
        }

        // Sizes 1, 3, 3 (filled with the mean of the others) and 5; ages 10, 20, 20 and 60 with the median in the gap.
        Assert.Equal(inputs[5], inputs[10]);
        Assert.Equal(inputs[7], inputs[12]);
        Assert.Equal(inputs[13], inputs[18]);
    }

    [Fact]
    public void A_program_that_predicts_encodes_as_the_one_that_trained()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(Table, [0, 1, 2, 3], _features);
        var extras = new ModelExtras();
        encoder.AddTo(extras);
        FeatureEncoder restored = FeatureEncoder.From(extras);
        Assert.Equal(encoder.InputNames, restored.InputNames);
        Assert.Equal(encoder.Encode(Table, [0, 4, 3]), restored.Encode(Table, [0, 4, 3]));

        Assert.Contains("hold no encoder 'other'", Assert.Throws<InvalidDataException>(() => FeatureEncoder.From(extras, "other")).Message);
        foreach (
            string damaged in new[]
            {
                "",
                "{}",
                "[1]",
                "[{\"column\":\"a\"}]",
                "[{\"column\":\"a\",\"categories\":[]}]",
                "[{\"column\":\"a\",\"categories\":[\"x\"]}]",
            }
        )
        {
            extras.Texts["encoder.features"] = damaged;
            Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => FeatureEncoder.From(extras)).Message);
        }
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused_in_words()
    {
        Assert.Throws<ArgumentException>(() => FeatureEncoder.Fit(Table, [0]));
        Assert.Throws<ArgumentException>(() => FeatureEncoder.Fit(Table, [], _features));
        Assert.Contains(
            "all different",
            Assert.Throws<ArgumentException>(() => FeatureEncoder.Fit(Table, [0], new CategoryFeature("kind", "a", "a"))).Message
        );
        Assert.Contains(
            "has no column 'weight'",
            Assert.Throws<InvalidDataException>(() => FeatureEncoder.Fit(Table, [0], new NumberFeature("weight"))).Message
        );
        Assert.Contains(
            "No training row has a value in column 'age'",
            Assert.Throws<InvalidDataException>(() => FeatureEncoder.Fit(Table, [1], new NumberFeature("age"))).Message
        );
        Assert.Contains(
            "'small' in column 'kind' is no number",
            Assert.Throws<InvalidDataException>(() => FeatureEncoder.Fit(Table, [0], new NumberFeature("kind"))).Message
        );
    }
}
