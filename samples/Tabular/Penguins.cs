using System.Globalization;
using ModelCompiler;
using ModelCompiler.Data;
using ModelCompiler.Plotting;

namespace Tabular;

/// <summary>Four measurements, three islands, two sexes; three species.</summary>
[Model]
[Input(9)]
[Dense(16, Activation.Relu, Name = "Hidden")]
[Dense(3, Activation.Softmax, Name = "Species")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class PenguinClassifier;

/// <summary>Classification: the species of a penguin (Horst, Hill and Gorman 2020), where some values were not recorded.</summary>
internal static class Penguins
{
    private static readonly string[] _species = ["Adelie", "Chinstrap", "Gentoo"];
    private static readonly string[] _measurements = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];

    private static readonly Feature[] _features =
    [
        .. _measurements.Select(name => new NumberFeature(name)),
        new CategoryFeature("island", "Biscoe", "Dream", "Torgersen"),
        new CategoryFeature("sex", "FEMALE", "MALE"),
    ];

    /// <summary>Trains on four fifths and measures on the rest.</summary>
    /// <param name="table">The samples.</param>
    /// <param name="seed">Decides the split, the first parameters and the order of the samples.</param>
    /// <param name="folder">Where the pictures go, or null for none.</param>
    /// <returns>The accuracy on the held-out fifth.</returns>
    public static double Run(Table table, ulong seed, string? folder)
    {
        // A penguin without any measurement says nothing; one without some is kept.
        int[] rows = table.Shuffled(row => _measurements.Any(name => table.Number(row, name) is not null), seed);
        int[] training = rows[(rows.Length / 5)..],
            held = rows[..(rows.Length / 5)];
        var encoder = FeatureEncoder.Fit(table, training, _features);
        Dataset train = Dataset(training),
            test = Dataset(held);

        var model = new PenguinClassifier(seed);
        var trainer = new Trainer<PenguinClassifier>(model, new AdamW(learningRate: 0.01f))
        {
            BatchSize = 16,
            Epochs = 60,
            Seed = seed,
            Schedule = new CosineDecay(0.01f),
        };
        TrainingHistory history = trainer.Fit(train);
        ConfusionMatrix matrix = Evaluator.ConfusionMatrix(model, test);
        if (folder is not null)
        {
            history.SavePlot(Path.Combine(folder, "penguins-training.png"), "Learning penguins");
            matrix.SavePlot(Path.Combine(folder, "penguins.png"), _species, width: 640);
            Console.WriteLine(
                $"{table.RowCount} penguins, {rows.Length} with measurements; {train.Count} to learn from, {test.Count} held out"
            );
            Console.Write(matrix.ToTable(_species));
        }

        return matrix.Accuracy;

        Dataset Dataset(int[] some) =>
            ModelCompiler.Dataset.Wrap(encoder.Encode(table, some), encoder.InputSize, some.Select(Species).ToArray(), _species.Length);

        int Species(int row)
        {
            string? name = table.Text(row, "species");
            int index = Array.IndexOf(_species, name);
            return index >= 0 ? index : throw new InvalidDataException($"Sample {row + 1} is of the unknown species '{name}'.");
        }
    }

    /// <summary>
    /// Invented penguins in the form of the real table: normally distributed round a mean for each species, 1 value of 50 missing.
    /// </summary>
    public static Table Generate()
    {
        (string Species, string[] Islands, float[] Means)[] kinds =
        [
            ("Adelie", ["Biscoe", "Dream", "Torgersen"], [39, 18, 190, 3700]),
            ("Chinstrap", ["Dream"], [49, 18, 196, 3700]),
            ("Gentoo", ["Biscoe"], [47, 15, 217, 5100]),
        ];
        float[] spreads = [2.5f, 1, 6, 400];
        var random = new RandomSequence(2020);
        var rows = new List<string[]>();
        for (int i = 0; i < 360; i++)
        {
            (string species, string[] islands, float[] means) = kinds[i % kinds.Length];
            bool male = random.NextInt(2) == 1;
            rows.Add([
                species,
                islands[random.NextInt(islands.Length)],
                .. means.Zip(spreads, (mean, spread) => Text(mean + (spread * ((male ? 0.5f : -0.5f) + random.NextNormal())))),
                random.NextInt(50) == 0 ? ""
                : male ? "MALE"
                : "FEMALE",
            ]);
        }

        return new Table("the generated table of penguins", ["species", "island", .. _measurements, "sex"], rows);

        string Text(float value) => random.NextInt(50) == 0 ? "" : value.ToString("F1", CultureInfo.InvariantCulture);
    }
}
