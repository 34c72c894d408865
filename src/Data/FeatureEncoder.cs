namespace ModelCompiler.Data;

/// <summary>
/// Turns rows of a table into standardized inputs of a model: numbers, filled where they are missing, and categories, one input for each.
/// Everything it knows of the values comes from the training rows. It is saved beside the weights, so that a program that predicts encodes
/// as the one that trained. Immutable and thread-safe.
/// </summary>
/// <example><code>
/// FeatureEncoder encoder = FeatureEncoder.Fit(table, training, new NumberFeature("carat"), new CategoryFeature("cut", "Fair", "Good",
/// "Ideal")); Dataset train = Dataset.ForTargets(encoder.Encode(table, training), encoder.InputSize, prices, 1);
///
/// var extras = new ModelExtras();
/// encoder.AddTo(extras);
/// model.Save("diamonds.safetensors", extras);
/// </code></example>
public sealed class FeatureEncoder
{
    private readonly Feature[] _features;
    private readonly double[] _fills;
    private readonly Standardizer _standardizer;

    private FeatureEncoder(Feature[] features, double[] fills, Standardizer standardizer) =>
        (_features, _fills, _standardizer) = (features, fills, standardizer);

    /// <summary>How the columns become inputs, in the order of the inputs.</summary>
    public IReadOnlyList<Feature> Features => _features;

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => _standardizer.FeatureCount;

    /// <summary>The names of the inputs, as <c>carat</c>, <c>carat is missing</c> and <c>cut = Ideal</c>.</summary>
    public IReadOnlyList<string> InputNames => [.. _features.SelectMany(Names)];

    /// <summary>Learns what fills missing numbers, and means and standard deviations, from the training rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="trainingRows">The rows to learn from; at least one.</param>
    /// <param name="features">How the columns become inputs.</param>
    /// <exception cref="ArgumentException">There is no row or no feature, or a category is named twice.</exception>
    /// <exception cref="InvalidDataException">The table lacks a column, a text is no number, or no training row has a value to fill missing
    /// ones with.</exception>
    public static FeatureEncoder Fit(Table table, ReadOnlySpan<int> trainingRows, params Feature[] features)
    {
        ArgumentNullException.ThrowIfNull(table);
        CheckFeatures(features);
        if (trainingRows.IsEmpty)
            throw new ArgumentException("There is no training row.", nameof(trainingRows));
        double[] fills = new double[features.Length];
        for (int index = 0; index < features.Length; index++)
            if (features[index] is NumberFeature number)
                fills[index] = Fill(table, number, trainingRows);
        int inputs = features.Sum(feature => feature.InputCount);
        return new FeatureEncoder([.. features], fills, Standardizer.Fit(Raw(features, fills, table, trainingRows), inputs));
    }

    /// <summary>The standardized inputs of rows, sample after sample. Allocates the array.</summary>
    /// <param name="table">A table with the columns of the features.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>As many times <see cref="InputSize"/> values as there are rows.</returns>
    /// <exception cref="InvalidDataException">The table lacks a column, or a text is no number.</exception>
    public float[] Encode(Table table, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        float[] inputs = Raw(_features, _fills, table, rows);
        _standardizer.Transform(inputs);
        return inputs;
    }

    /// <summary>Keeps the encoder beside the weights of a model, under a name.</summary>
    public void AddTo(ModelExtras extras, string name = "encoder")
    {
        ArgumentNullException.ThrowIfNull(extras);
        extras.Texts[name + ".features"] = FeatureText.Write(_features);
        extras.Lists[name + ".fills"] = _fills;
        extras.Lists[name + ".means"] = [.. _standardizer.Means];
        extras.Lists[name + ".standard_deviations"] = [.. _standardizer.StandardDeviations];
    }

    /// <summary>The encoder that was kept beside the weights of a model.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, or it is damaged.</exception>
    public static FeatureEncoder From(ModelExtras extras, string name = "encoder")
    {
        ArgumentNullException.ThrowIfNull(extras);
        if (
            !extras.Texts.TryGetValue(name + ".features", out string? text)
            || !extras.Lists.TryGetValue(name + ".fills", out double[]? fills)
            || !extras.Lists.TryGetValue(name + ".means", out double[]? means)
            || !extras.Lists.TryGetValue(name + ".standard_deviations", out double[]? deviations)
        )
            throw new InvalidDataException($"The extras hold no encoder '{name}'.");
        try
        {
            Feature[] features = FeatureText.Read(text);
            CheckFeatures(features);
            var standardizer = new Standardizer(means, deviations);
            return fills.Length == features.Length && standardizer.FeatureCount == features.Sum(feature => feature.InputCount)
                ? new FeatureEncoder(features, fills, standardizer)
                : throw new InvalidDataException($"The encoder '{name}' is damaged: its numbers do not fit its features.");
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The encoder '{name}' is damaged: {exception.Message}", exception);
        }
    }

    private static void CheckFeatures(Feature[] features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Length == 0)
            throw new ArgumentException("There is no feature: name at least one column.", nameof(features));
        foreach (Feature feature in features)
        {
            ArgumentNullException.ThrowIfNull(feature, nameof(features));
            if (
                feature is CategoryFeature category
                && (category.Categories.Length == 0 || category.Categories.Distinct().Count() < category.Categories.Length)
            )
                throw new ArgumentException(
                    $"The categories of '{feature.Column}' must be at least one, and all different.",
                    nameof(features)
                );
        }
    }

    private static double Fill(Table table, NumberFeature feature, ReadOnlySpan<int> rows)
    {
        var present = new List<double>();
        foreach (int row in rows)
            if (Value(table, feature, row) is { } value)
                present.Add(value);
        return Imputer.Fill(present, feature.Strategy, feature.Constant)
            ?? throw new InvalidDataException(
                $"No training row has a value in column '{feature.Column}': leave the column out, or fill it with "
                    + $"{nameof(Imputation)}.{nameof(Imputation.Constant)}."
            );
    }

    private static float[] Raw(Feature[] features, double[] fills, Table table, ReadOnlySpan<int> rows)
    {
        var inputs = new List<float>();
        foreach (int row in rows)
        {
            for (int index = 0; index < features.Length; index++)
            {
                if (features[index] is CategoryFeature category)
                {
                    string? text = table.Text(row, category.Column);
                    inputs.AddRange(category.Categories.Select(name => name == text ? 1f : 0f));
                    continue;
                }

                var number = (NumberFeature)features[index];
                double? value = Value(table, number, row);
                inputs.Add((float)(value ?? fills[index]));
                if (number.IndicateMissing)
                    inputs.Add(value is null ? 1 : 0);
            }
        }

        return [.. inputs];
    }

    private static double? Value(Table table, NumberFeature feature, int row) =>
        table.Number(row, feature.Column) is { } value && !(feature.ZeroIsMissing && value == 0) ? value : null;

    private static IEnumerable<string> Names(Feature feature) =>
        feature switch
        {
            CategoryFeature category => category.Categories.Select(name => $"{category.Column} = {name}"),
            NumberFeature { IndicateMissing: true } => [feature.Column, feature.Column + " is missing"],
            _ => [feature.Column],
        };
}
