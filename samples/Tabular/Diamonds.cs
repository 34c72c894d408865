using System.Globalization;
using ModelCompiler;
using ModelCompiler.Data;
using ModelCompiler.Plotting;

namespace Tabular;

/// <summary>Six measurements, five cuts, seven colours, eight clarities; the price.</summary>
[Model]
[Input(26)]
[Dense(64, Activation.Relu)]
[Dense(64, Activation.Relu)]
[Dense(1, Name = "Price")]
[Loss(Loss.MeanSquaredError)]
public sealed partial class DiamondModel;

/// <summary>Regression: the price of a diamond in dollars (the table of ggplot2). Training sees the price standardised as well.</summary>
internal static class Diamonds
{
    private const float PeakRate = 0.006f;

    private static readonly Feature[] _features =
    [
        new NumberFeature("carat"),
        new NumberFeature("depth"),
        new NumberFeature("table"),
        new NumberFeature("x", ZeroIsMissing: true),
        new NumberFeature("y", ZeroIsMissing: true),
        new NumberFeature("z", ZeroIsMissing: true),
        new CategoryFeature("cut", "Fair", "Good", "Very Good", "Premium", "Ideal"),
        new CategoryFeature("color", "D", "E", "F", "G", "H", "I", "J"),
        new CategoryFeature("clarity", "I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"),
    ];

    /// <summary>Trains on four fifths and measures on the rest.</summary>
    /// <param name="table">The samples.</param>
    /// <param name="seed">Decides the split, the first parameters and the order of the samples.</param>
    /// <param name="folder">Where the pictures go, or null for none.</param>
    /// <returns>R² of the prices of the held-out fifth.</returns>
    public static double Run(Table table, ulong seed, string? folder)
    {
        int[] rows = table.Shuffled(row => table.Number(row, "price") > 0, seed);
        int[] training = rows[(rows.Length / 5)..],
            held = rows[..(rows.Length / 5)];
        var encoder = FeatureEncoder.Fit(table, training, _features);
        float[] prices = [.. training.Select(row => Price(row))];
        var scale = Standardizer.Fit(prices, 1);
        scale.Transform(prices);
        Dataset train = Dataset.Wrap(encoder.Encode(table, training), encoder.InputSize, prices, 1);

        var model = new DiamondModel(seed);
        var trainer = new Trainer<DiamondModel>(model, new AdamW(PeakRate))
        {
            BatchSize = 128,
            Epochs = 60,
            Seed = seed,
            Schedule = new OneCycle(PeakRate),
        };
        TrainingHistory history = trainer.Fit(train);

        // What it takes to predict the price of another stone, in one file.
        if (folder is not null)
        {
            var extras = new ModelExtras { TargetStandardizer = scale };
            encoder.AddTo(extras);
            model.Save(Path.Combine(folder, "diamonds.safetensors"), extras);
        }

        float[] predicted = model.Predict(encoder.Encode(table, held));
        scale.InverseTransform(predicted);
        float[] actual = [.. held.Select(Price)];
        double rSquared = Metrics.RSquared(predicted, actual);
        if (folder is not null)
        {
            history.SavePlot(Path.Combine(folder, "diamonds-training.png"), "Learning the prices of diamonds");
            RegressionPlot.Save(predicted, actual, Path.Combine(folder, "diamonds.png"), "price in dollars");
            Console.WriteLine($"{table.RowCount} diamonds; {train.Count} to learn from, {held.Length} held out");
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"R² {rSquared:F4}, mean absolute error {Metrics.MeanAbsoluteError(predicted, actual):F0} dollars, "
                        + $"root mean squared error {Metrics.RootMeanSquaredError(predicted, actual):F0} dollars"
                )
            );
        }

        return rSquared;

        float Price(int row) => (float)table.Number(row, "price")!.Value;
    }

    /// <summary>
    /// Invented diamonds in the form of the real table: the price follows the weight and the qualities, with a spread of a tenth.
    /// </summary>
    public static Table Generate()
    {
        string[][] categories = [.. _features.OfType<CategoryFeature>().Select(feature => feature.Categories)];
        var random = new RandomSequence(2016);
        var rows = new List<string[]>();
        for (int i = 0; i < 12_000; i++)
        {
            double carat = 0.2 + (2 * Math.Pow(random.NextUniform(), 2));
            double width = 6.4 * Math.Cbrt(carat) * (1 + (0.01 * random.NextNormal())),
                depth = 61.7 + random.NextNormal();
            int cut = random.NextInt(categories[0].Length),
                color = random.NextInt(categories[1].Length),
                clarity = random.NextInt(categories[2].Length);
            double price = Math.Exp(
                8.2 + (1.8 * Math.Log(carat)) + (0.04 * cut) - (0.08 * color) + (0.13 * clarity) + (0.1 * random.NextNormal())
            );
            bool measured = random.NextInt(500) != 0;
            rows.Add([
                Text(carat, "F2"),
                categories[0][cut],
                categories[1][color],
                categories[2][clarity],
                Text(depth, "F1"),
                Text(57 + (2 * random.NextNormal()), "F0"),
                Text(price, "F0"),
                Text(measured ? width : 0, "F2"),
                Text(measured ? 1.005 * width : 0, "F2"),
                Text(measured ? depth / 100 * width : 0, "F2"),
            ]);
        }

        return new Table(
            "the generated table of diamonds",
            ["carat", "cut", "color", "clarity", "depth", "table", "price", "x", "y", "z"],
            rows
        );

        static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
