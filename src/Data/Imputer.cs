namespace ModelCompiler.Data;

/// <summary>
/// Fills missing numbers (NaN) with what it has learnt from the training samples, and can tell the model which ones were missing.
/// scikit-learn's <c>SimpleImputer</c>. Immutable and thread-safe.
/// </summary>
public sealed class Imputer
{
    private readonly double[] _fills;
    private readonly bool[] _indicated;

    /// <summary>Restores an imputer from its numbers.</summary>
    /// <param name="fills">What fills each feature; finite.</param>
    /// <param name="indicated">For which features a transformed sample ends with a value that is 1 where the number was missing and 0 where
    /// not; empty for none.</param>
    /// <exception cref="ArgumentException">There is no feature, the lengths differ, or a number is not finite.</exception>
    public Imputer(ReadOnlySpan<double> fills, ReadOnlySpan<bool> indicated)
    {
        if (fills.IsEmpty)
            throw new ArgumentException("There is no feature.", nameof(fills));
        if (!indicated.IsEmpty && indicated.Length != fills.Length)
            throw new ArgumentException(
                $"There are {fills.Length} fills, but {indicated.Length} indicators: pass one for each feature, or none.",
                nameof(indicated)
            );
        foreach (double fill in fills)
            if (!float.IsFinite((float)fill))
                throw new ArgumentException("A fill is not finite.", nameof(fills));
        _fills = fills.ToArray();
        _indicated = indicated.IsEmpty ? new bool[fills.Length] : indicated.ToArray();
    }

    /// <summary>The number of features of a sample before it is transformed.</summary>
    public int FeatureCount => _fills.Length;

    /// <summary>The number of values of a transformed sample: the features, and an indicator for each of those that have one.</summary>
    public int OutputCount => _fills.Length + _indicated.Count(flag => flag);

    /// <summary>What fills each feature.</summary>
    public IReadOnlyList<double> Fills => _fills;

    /// <summary>Which features have an indicator.</summary>
    public IReadOnlyList<bool> Indicated => _indicated;

    /// <summary>Learns from the training samples what fills each feature.</summary>
    /// <param name="values">n × <paramref name="featureCount"/> values, sample after sample, with NaN for those that are missing.</param>
    /// <param name="featureCount">The number of features, at least 1.</param>
    /// <param name="strategy">What takes the place of a missing number.</param>
    /// <param name="constant">The number of <see cref="Imputation.Constant"/>; finite.</param>
    /// <param name="indicateMissing">Whether transformed samples say, for each feature of which the training samples miss a value, whether
    /// it was missing.</param>
    /// <exception cref="ArgumentException">There is no whole, positive number of samples, a value is infinite, or a feature has no value at
    /// all.</exception>
    public static Imputer Fit(
        ReadOnlySpan<float> values,
        int featureCount,
        Imputation strategy = Imputation.Mean,
        double constant = 0,
        bool indicateMissing = false
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (values.IsEmpty || values.Length % featureCount != 0)
            throw new ArgumentException(
                $"{values.Length} values are no whole, positive number of samples of {featureCount} features.",
                nameof(values)
            );
        double[] fills = new double[featureCount];
        bool[] indicated = new bool[featureCount];
        for (int feature = 0; feature < featureCount; feature++)
        {
            var present = new List<double>();
            for (int at = feature; at < values.Length; at += featureCount)
            {
                if (float.IsInfinity(values[at]))
                    throw new ArgumentException($"Feature {feature} of sample {at / featureCount} is infinite.", nameof(values));
                if (!float.IsNaN(values[at]))
                    present.Add(values[at]);
            }

            fills[feature] =
                Fill(present, strategy, constant)
                ?? throw new ArgumentException(
                    $"No sample has a value of feature {feature}: leave the feature out, or fill it with "
                        + $"{nameof(Imputation)}.{nameof(Imputation.Constant)}.",
                    nameof(values)
                );
            indicated[feature] = indicateMissing && present.Count < values.Length / featureCount;
        }

        return new Imputer(fills, indicated);
    }

    /// <summary>Samples without missing values: each feature filled where it was NaN, then the indicators. Allocates the array.</summary>
    /// <param name="values">n × <see cref="FeatureCount"/> values, sample after sample.</param>
    /// <returns>n × <see cref="OutputCount"/> values.</returns>
    /// <exception cref="ArgumentException">There is no whole number of samples.</exception>
    public float[] Transform(ReadOnlySpan<float> values)
    {
        if (values.Length % FeatureCount != 0)
            throw new ArgumentException(
                $"{values.Length} values are no whole number of samples of {FeatureCount} features.",
                nameof(values)
            );
        float[] outputs = new float[checked(values.Length / FeatureCount * OutputCount)];
        int next = 0;
        for (; !values.IsEmpty; values = values[FeatureCount..])
        {
            for (int feature = 0; feature < FeatureCount; feature++)
                outputs[next++] = float.IsNaN(values[feature]) ? (float)_fills[feature] : values[feature];
            for (int feature = 0; feature < FeatureCount; feature++)
                if (_indicated[feature])
                    outputs[next++] = float.IsNaN(values[feature]) ? 1 : 0;
        }

        return outputs;
    }

    /// <summary>Keeps the imputer beside the weights of a model, under a name.</summary>
    public void AddTo(ModelExtras extras, string name = "imputer")
    {
        ArgumentNullException.ThrowIfNull(extras);
        extras.Lists[name + ".fills"] = _fills;
        extras.Lists[name + ".indicated"] = Array.ConvertAll(_indicated, flag => flag ? 1.0 : 0);
    }

    /// <summary>The imputer that was kept beside the weights of a model.</summary>
    /// <exception cref="InvalidDataException">There is none of that name, or it is damaged.</exception>
    public static Imputer From(ModelExtras extras, string name = "imputer")
    {
        ArgumentNullException.ThrowIfNull(extras);
        if (
            !extras.Lists.TryGetValue(name + ".fills", out double[]? fills)
            || !extras.Lists.TryGetValue(name + ".indicated", out double[]? indicated)
        )
            throw new InvalidDataException($"The extras hold no imputer '{name}'.");
        try
        {
            return new Imputer(fills, Array.ConvertAll(indicated, value => value != 0));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The imputer '{name}' is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>What fills a feature, or null when there is nothing to go by.</summary>
    internal static double? Fill(List<double> present, Imputation strategy, double constant)
    {
        if (strategy == Imputation.Constant)
            return constant;
        if (present.Count == 0)
            return null;
        return strategy switch
        {
            Imputation.Mean => present.Average(),
            Imputation.Median => Median(present),
            Imputation.MostFrequent => present
                .GroupBy(value => value)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .First()
                .Key,
            _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "This is no member of Imputation."),
        };
    }

    private static double Median(List<double> present)
    {
        present.Sort();
        int middle = present.Count / 2;
        return present.Count % 2 == 1 ? present[middle] : (present[middle - 1] + present[middle]) / 2;
    }
}
