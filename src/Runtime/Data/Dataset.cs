namespace ModelCompiler;

/// <summary>
/// Samples to train or evaluate on: the inputs, and either target values or class indices. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Every value must be finite: a NaN or an infinity in the data would silently spoil a whole training run, so it is refused at
/// the door with the sample and the feature it stands in. Samples with missing values have to be repaired or left out first.
/// </remarks>
public sealed partial class Dataset
{
    private readonly SampleTable _inputs;
    private readonly SampleTable _targets;
    private readonly ReadOnlyMemory<int> _classes;

    // The other forms of the same samples, once they were asked for. Two threads that ask for the first time at once make two equal ones.
    private Dataset? _oneHot;
    private Dataset? _indicesAsTargets;

    /// <summary>
    /// Creates a dataset with target values, as <see cref="ForTargets(ReadOnlySpan{float}, int, ReadOnlySpan{float}, int)"/>,
    /// whose name cannot be mistaken. Copies the data.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="targets">n × <paramref name="targetSize"/> values.</param>
    /// <param name="targetSize">The number of target values of one sample, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public Dataset(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int targetSize)
        : this(
            DatasetValidation.Targets(inputs, inputSize, targets, targetSize),
            inputs.ToArray(),
            inputSize,
            targets.ToArray(),
            targetSize
        ) { }

    /// <summary>
    /// Creates a dataset with class indices, as <see cref="ForClasses"/>. Whole numbers in a collection expression are taken for these:
    /// targets of a regression go to <see cref="ForTargets(ReadOnlySpan{float}, int, ReadOnlySpan{float}, int)"/>. Copies the data.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="classes">n class indices, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, or a class index is out of
    /// range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public Dataset(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> classes, int classCount)
        : this(
            DatasetValidation.Classes(inputs, inputSize, classes, classCount),
            inputs.ToArray(),
            inputSize,
            classes.ToArray(),
            classCount
        ) { }

    // The counts come first so that the public constructors validate before they copy.
    private Dataset(int count, ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<float> targets, int targetSize)
        : this(new SampleTable(inputs, count, inputSize), new SampleTable(targets, count, targetSize)) { }

    private Dataset(int count, ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<int> classes, int classCount)
        : this(new SampleTable(inputs, count, inputSize), classes, classCount) { }

    private Dataset(SampleTable inputs, SampleTable targets)
    {
        _inputs = inputs;
        _targets = targets;
    }

    private Dataset(SampleTable inputs, ReadOnlyMemory<int> classes, int classCount)
    {
        _inputs = inputs;
        _classes = classes;
        ClassCount = classCount;
    }

    /// <summary>The number of samples; may be 0.</summary>
    public int Count => _inputs.Count;

    /// <summary>The number of input values of one sample.</summary>
    public int InputSize => _inputs.Size;

    /// <summary>The number of target values of one sample, or 0 when the dataset has class indices.</summary>
    public int TargetSize => _targets.Size;

    /// <summary>The number of classes, or 0 when the dataset has target values.</summary>
    public int ClassCount { get; }

    /// <summary>Whether the targets are class indices.</summary>
    public bool HasClasses => ClassCount > 0;

    /// <summary>All inputs: <see cref="Count"/> × <see cref="InputSize"/> values, sample after sample. Does not allocate.</summary>
    /// <exception cref="InvalidOperationException">
    /// The samples are windows over a series, which do not lie one after the other: read <see cref="Input"/>, or <see cref="CopyInputs"/>.
    /// </exception>
    public ReadOnlySpan<float> Inputs => All(_inputs, nameof(Inputs), nameof(Input), nameof(CopyInputs));

    /// <summary>
    /// All targets: <see cref="Count"/> × <see cref="TargetSize"/> values, sample after sample; empty when the dataset has class indices.
    /// Does not allocate.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The targets are windows over a series, which do not lie one after the other: read <see cref="Target"/>, or
    /// <see cref="CopyTargets"/>.
    /// </exception>
    public ReadOnlySpan<float> Targets => All(_targets, nameof(Targets), nameof(Target), nameof(CopyTargets));

    /// <summary>All class indices: <see cref="Count"/> values; empty when the dataset has target values. Does not allocate.</summary>
    public ReadOnlySpan<int> Classes => _classes.Span;

    /// <summary>All class indices.</summary>
    internal ReadOnlyMemory<int> ClassMemory => _classes;

    /// <summary>The inputs of one sample. Does not allocate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Input(int sample)
    {
        CheckSample(sample);
        return _inputs[sample];
    }

    /// <summary>The targets of one sample. Does not allocate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The dataset has class indices.</exception>
    public ReadOnlySpan<float> Target(int sample)
    {
        if (HasClasses)
            throw new InvalidOperationException(
                "The dataset has class indices, not target values: read Class(sample), or call OneHot() first."
            );
        CheckSample(sample);
        return _targets[sample];
    }

    /// <summary>The class index of one sample. Does not allocate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The dataset has target values.</exception>
    public int Class(int sample)
    {
        if (!HasClasses)
            throw new InvalidOperationException("The dataset has target values, not class indices: read Target(sample).");
        CheckSample(sample);
        return Classes[sample];
    }

    /// <summary>Consecutive samples, as a view: copies nothing.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the dataset.</exception>
    public Dataset Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count - count);
        SampleTable inputs = _inputs.Slice(start, count);
        Dataset slice = HasClasses
            ? new Dataset(inputs, _classes.Slice(start, count), ClassCount)
            : new Dataset(inputs, _targets.Slice(start, count));
        return HasWeights ? slice.Weighted(SampleWeightMemory.Slice(start, count)) : slice;
    }

    /// <summary>The named samples in the given order, as a copy; a sample may occur more than once.</summary>
    /// <param name="samples">Positions in this dataset.</param>
    /// <exception cref="ArgumentException">A position is outside the dataset.</exception>
    public Dataset Subset(ReadOnlySpan<int> samples)
    {
        for (int i = 0; i < samples.Length; i++)
            if ((uint)samples[i] >= (uint)Count)
                throw new ArgumentException($"Entry {i} names sample {samples[i]}, but the dataset has {Count}.", nameof(samples));

        float[] inputs = new float[ElementCount.Of(samples.Length, "samples", InputSize, "inputs", nameof(samples))],
            weights = HasWeights ? new float[samples.Length] : [];
        GatherWeights(samples, weights);
        _inputs.Gather(samples, inputs);
        if (HasClasses)
        {
            int[] classes = new int[samples.Length];
            ReadOnlySpan<int> all = Classes;
            for (int i = 0; i < classes.Length; i++)
                classes[i] = all[samples[i]];
            return new Dataset(samples.Length, inputs, InputSize, classes, ClassCount) { SampleWeightMemory = weights };
        }

        float[] targets = new float[ElementCount.Of(samples.Length, "samples", TargetSize, "targets", nameof(samples))];
        _targets.Gather(samples, targets);
        return new Dataset(samples.Length, inputs, InputSize, targets, TargetSize) { SampleWeightMemory = weights };
    }

    /// <summary>
    /// The same samples with each class index c replaced by <see cref="ClassCount"/> target values, 1 at position c and 0 elsewhere.
    /// Shares the inputs. Made once and kept: later calls return the same dataset and do not allocate.
    /// </summary>
    /// <exception cref="InvalidOperationException">The dataset already has target values.</exception>
    /// <exception cref="ArgumentException">There would be more target values than an array can hold.</exception>
    public Dataset OneHot()
    {
        if (!HasClasses)
            throw new InvalidOperationException("The dataset already has target values: only class indices can be made one-hot.");
        if (_oneHot is { } made)
            return made;
        float[] targets = new float[ElementCount.Of(Count, "samples", ClassCount, "classes")];
        ReadOnlySpan<int> classes = Classes;
        for (int sample = 0; sample < classes.Length; sample++)
            targets[(sample * ClassCount) + classes[sample]] = 1f;
        return _oneHot = new Dataset(_inputs, new SampleTable(targets, Count, ClassCount)) { SampleWeightMemory = SampleWeightMemory };
    }

    /// <summary>
    /// The same samples with the class index itself as the only target value, for a model with one output that says yes or no.
    /// </summary>
    internal Dataset ClassIndicesAsTargets()
    {
        if (_indicesAsTargets is { } made)
            return made;
        float[] targets = new float[Count];
        for (int sample = 0; sample < targets.Length; sample++)
            targets[sample] = Classes[sample];
        return _indicesAsTargets = new Dataset(_inputs, new SampleTable(targets, Count, 1)) { SampleWeightMemory = SampleWeightMemory };
    }

    /// <summary>The same targets with other inputs of the same count; for transformations such as <see cref="Standardizer"/>.</summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values; kept, not copied.</param>
    /// <param name="inputSize">The number of values of one sample.</param>
    internal Dataset WithInputs(float[] inputs, int inputSize)
    {
        DatasetValidation.Inputs(inputs, inputSize);
        return HasClasses
            ? new Dataset(Count, inputs, inputSize, _classes, ClassCount) { SampleWeightMemory = SampleWeightMemory }
            : new Dataset(new SampleTable(inputs, Count, inputSize), _targets) { SampleWeightMemory = SampleWeightMemory };
    }

    /// <summary>The same inputs with other targets of the same count.</summary>
    /// <param name="targets">n × <paramref name="targetSize"/> values; kept, not copied.</param>
    /// <param name="targetSize">The number of values of one target.</param>
    internal Dataset WithTargets(float[] targets, int targetSize)
    {
        DatasetValidation.TargetValues(targets, targetSize);
        return new Dataset(_inputs, new SampleTable(targets, Count, targetSize)) { SampleWeightMemory = SampleWeightMemory };
    }

    /// <summary>A short description, as <c>60000 samples, 784 inputs, 10 classes</c>.</summary>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Amount.Of(Count, "sample")}, {Amount.Of(InputSize, "input")}, "
                + $"{(HasClasses ? Amount.Of(ClassCount, "class", "classes") : Amount.Of(TargetSize, "target"))}"
                + $"{(HasWeights ? ", weights" : "")}"
        );

    private void CheckSample(int sample)
    {
        if ((uint)sample >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(sample), sample, $"The dataset has {Amount.Of(Count, "sample")}.");
    }
}
