namespace ModelCompiler;

/// <summary>
/// The numbers of a layer that standardizes, as live views of one value for each value of a sample, and the ways to fit them.
/// </summary>
public readonly ref struct StandardizeParameters
{
    private readonly bool _readsInput;

    /// <summary>Creates the views of a layer from the position of its parameters; generated code does.</summary>
    /// <param name="description">The model's description.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <param name="first">The position of the layer's first parameter among the model's: mean, rest of the mean, standard
    /// deviation.</param>
    /// <param name="readsInput">Whether the layer reads the model's input.</param>
    public StandardizeParameters(ModelDescription description, Span<float> buffer, int first, bool readsInput)
    {
        ArgumentNullException.ThrowIfNull(description);
        Mean = new ParameterView(description.Parameters[first], buffer);
        MeanRest = new ParameterView(description.Parameters[first + 1], buffer);
        StandardDeviation = new ParameterView(description.Parameters[first + 2], buffer);
        _readsInput = readsInput;
    }

    /// <summary>The mean of each value, rounded to a float.</summary>
    public ParameterView Mean { get; }

    /// <summary>What the rounding of <see cref="Mean"/> left of it.</summary>
    public ParameterView MeanRest { get; }

    /// <summary>The standard deviation of each value.</summary>
    public ParameterView StandardDeviation { get; }

    /// <summary>
    /// Fits the layer to the inputs of the training data: mean and standard deviation of each value over the samples; 1 in place of the
    /// deviation of a constant. Do it once, before training: what is trained afterwards depends on it. Nobody may use the model meanwhile.
    /// </summary>
    /// <param name="train">The training data alone.</param>
    /// <exception cref="ArgumentException">The dataset is empty or has another number of inputs.</exception>
    /// <exception cref="InvalidOperationException">The layer does not read the model's input: pass what it reads to
    /// <see cref="Fit(ReadOnlySpan{float})"/>.</exception>
    public void Fit(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!_readsInput)
            throw new InvalidOperationException(
                $"The layer of {Mean.Name} reads another layer and not the model's input, so it cannot be fitted to a dataset: pass "
                    + $"the values that it reads."
            );
        CheckCount(train.InputSize, nameof(train));
        Set(Standardizer.Fit(train));
    }

    /// <summary>Fits the layer to samples of what it reads.</summary>
    /// <param name="values">n × the number of values that the layer reads, sample after sample; n at least 1, all finite.</param>
    /// <exception cref="ArgumentException">There are no values, or no whole number of samples, or a value is not finite.</exception>
    public void Fit(ReadOnlySpan<float> values) => Set(Standardizer.Fit(values, Mean.Count));

    /// <summary>Gives the layer the numbers of a standardizer.</summary>
    /// <param name="standardizer">One feature for each value that the layer reads, or, for images and signals, one for each
    /// channel.</param>
    /// <exception cref="ArgumentException">The number of features is neither.</exception>
    public void Set(Standardizer standardizer)
    {
        ArgumentNullException.ThrowIfNull(standardizer);
        if (standardizer.FeatureCount != Mean.Count && standardizer.FeatureCount != Mean.Shape[0])
            CheckCount(standardizer.FeatureCount, nameof(standardizer));
        int repeated = Mean.Count / standardizer.FeatureCount;
        for (int i = 0; i < Mean.Count; i++)
        {
            double mean = standardizer.Means[i / repeated];
            Mean[i] = (float)mean;
            MeanRest[i] = (float)(mean - Mean[i]);
            StandardDeviation[i] = (float)standardizer.StandardDeviations[i / repeated];
        }
    }

    private void CheckCount(int count, string argument)
    {
        if (count != Mean.Count)
            throw new ArgumentException(
                $"The layer of {Mean.Name} standardizes {Amount.Of(Mean.Count, "value")}, but {count} were given.",
                argument
            );
    }
}
