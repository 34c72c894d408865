namespace ModelCompiler;

/// <summary>
/// Shifts and scales each feature to mean 0 and standard deviation 1: <c>(x - mean) / standardDeviation</c>. Fit it on the training data
/// only and apply it to everything the model sees. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// The standard deviation is that of the population (divided by n), as in scikit-learn's <c>StandardScaler</c>. A feature that is constant
/// in the training data becomes 0: its standard deviation counts as 1, so that it neither divides by zero nor is lost on the way back.
/// Means and deviations are doubles: a float would round the mean of time stamps or identifiers to whole units, more than they differ by.
/// <see cref="Save(string)"/> keeps them to the bit.
/// </remarks>
public sealed partial class Standardizer
{
    private readonly double[] _means;
    private readonly double[] _standardDeviations;

    /// <summary>Restores a standardizer from its numbers.</summary>
    /// <param name="means">One mean per feature.</param>
    /// <param name="standardDeviations">One standard deviation per feature, greater than 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, are 0, or a number is out of range.</exception>
    public Standardizer(ReadOnlySpan<float> means, ReadOnlySpan<float> standardDeviations)
        : this(Widen(means), Widen(standardDeviations)) { }

    /// <summary>Restores a standardizer from its numbers.</summary>
    /// <param name="means">One mean per feature.</param>
    /// <param name="standardDeviations">One standard deviation per feature, greater than 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, are 0, or a number is out of range.</exception>
    public Standardizer(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations)
    {
        if (means.Length == 0 || means.Length != standardDeviations.Length)
            throw new ArgumentException(
                $"There are {means.Length} means and {standardDeviations.Length} standard deviations: pass one of each per feature.",
                nameof(standardDeviations)
            );
        for (int i = 0; i < means.Length; i++)
            if (!double.IsFinite(means[i]) || !double.IsFinite(standardDeviations[i]) || standardDeviations[i] <= 0)
                throw new ArgumentException(
                    $"Feature {i} needs a finite mean and a finite standard deviation greater than 0.",
                    nameof(standardDeviations)
                );
        _means = means.ToArray();
        _standardDeviations = standardDeviations.ToArray();
    }

    /// <summary>The number of features.</summary>
    public int FeatureCount => _means.Length;

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The standard deviation of each feature; 1 for a constant one.</summary>
    public ReadOnlySpan<double> StandardDeviations => _standardDeviations;

    /// <summary>Learns means and standard deviations from the inputs of a dataset.</summary>
    /// <exception cref="ArgumentException">The dataset is empty.</exception>
    public static Standardizer Fit(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(data.InputRows.IsSideBySide ? data.Inputs : data.InputRows.ToArray(), data.InputSize);
    }

    /// <summary>
    /// Learns means and standard deviations from the target values of a dataset, for regression; from those that are there, where some are
    /// missing (<see cref="MissingTarget"/>), which stay missing in <see cref="TransformTargets(Dataset)"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The dataset is empty or has class indices.</exception>
    public static Standardizer FitTargets(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.HasClasses
            ? throw new ArgumentException("The dataset has class indices: only target values can be standardized.", nameof(data))
            : FitPresent(data.TargetRows.IsSideBySide ? data.Targets : data.TargetRows.ToArray(), data.TargetSize);
    }

    /// <summary>Learns means and standard deviations from rows of values, in two passes in double precision.</summary>
    /// <param name="values">n × <paramref name="featureCount"/> finite values, row after row; n at least 1.</param>
    /// <param name="featureCount">The number of features, at least 1.</param>
    /// <exception cref="ArgumentException">There are no values, or no whole number of rows, or a value is not finite.</exception>
    public static Standardizer Fit(ReadOnlySpan<float> values, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (values.Length == 0 || values.Length % featureCount != 0)
            throw new ArgumentException(
                $"{Amount.Of(values.Length, "value is", "values are")} no whole, positive number of rows of "
                    + $"{Amount.Of(featureCount, "feature")}.",
                nameof(values)
            );
        DatasetValidation.Inputs(values, featureCount);

        double[] means = new double[featureCount],
            squares = new double[featureCount];
        Measure(values, means, squares);
        return Create(means, squares, values.Length / featureCount);
    }

    /// <summary>The dataset with standardized inputs, as a copy.</summary>
    /// <exception cref="ArgumentException">The dataset has another number of inputs.</exception>
    public Dataset Transform(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data.InputSize, "input", nameof(data));
        float[] inputs = data.InputRows.ToArray();
        Transform(inputs);
        return data.WithInputs(inputs, data.InputSize);
    }

    /// <summary>The dataset with standardized targets, as a copy; for regression.</summary>
    /// <exception cref="ArgumentException">The dataset has another number of targets, or class indices.</exception>
    public Dataset TransformTargets(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFeatures(data.TargetSize, "target", nameof(data));
        float[] targets = data.TargetRows.ToArray();
        Transform(targets);
        return data.WithTargets(targets, data.TargetSize);
    }

    /// <summary>Standardizes rows in place. Does not allocate.</summary>
    /// <param name="values">n × <see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The length is no whole number of rows; nothing has been written.</exception>
    public void Transform(Span<float> values)
    {
        CheckRows(values.Length);
        for (int start = 0; start < values.Length; start += _means.Length)
        for (int feature = 0; feature < _means.Length; feature++)
            if (!MissingTarget.Is(values[start + feature]))
                values[start + feature] = (float)((values[start + feature] - _means[feature]) / _standardDeviations[feature]);
    }

    /// <summary>Turns standardized rows back into the original units, in place. Does not allocate.</summary>
    /// <param name="values">n × <see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">The length is no whole number of rows; nothing has been written.</exception>
    public void InverseTransform(Span<float> values)
    {
        CheckRows(values.Length);
        for (int start = 0; start < values.Length; start += _means.Length)
        for (int feature = 0; feature < _means.Length; feature++)
            if (!MissingTarget.Is(values[start + feature]))
                values[start + feature] = (float)((values[start + feature] * _standardDeviations[feature]) + _means[feature]);
    }

    // Each target over the samples that have it.
    private static Standardizer FitPresent(ReadOnlySpan<float> targets, int size)
    {
        if (!MissingTarget.Any(targets))
            return Fit(targets, size);
        double[] means = new double[size],
            deviations = new double[size];
        float[] present = new float[targets.Length / size];
        for (int target = 0; target < size; target++)
        {
            int count = 0;
            for (int place = target; place < targets.Length; place += size)
                if (!MissingTarget.Is(targets[place]))
                    present[count++] = targets[place];
            Standardizer? of = count == 0 ? null : Fit(present.AsSpan(0, count), 1);
            means[target] = of?.Means[0] ?? 0;
            deviations[target] = of?.StandardDeviations[0] ?? 1;
        }

        return new Standardizer(means, deviations);
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }

    /// <summary>Gives a layer of a model these numbers, so that it standardizes what it reads as this object does.</summary>
    /// <param name="layer">The layer, as <c>model.Standardize1</c>.</param>
    /// <exception cref="ArgumentException">The layer standardizes another number of values.</exception>
    public void CopyTo(StandardizeParameters layer) => layer.Set(this);

    private void CheckRows(int length)
    {
        if (length % FeatureCount != 0)
            throw new ArgumentException(
                $"{Amount.Of(length, "value is", "values are")} no whole number of rows of {Amount.Of(FeatureCount, "feature")}.",
                "values"
            );
    }

    private void CheckFeatures(int size, string what, string argument)
    {
        if (size != FeatureCount)
            throw new ArgumentException(
                $"The dataset has {Amount.Of(size, what)} per sample, but the standardizer was fitted on {FeatureCount}.",
                argument
            );
    }
}
