namespace ModelCompiler;

public sealed partial class Dataset
{
    /// <summary>
    /// Makes a dataset for a regression: every sample has target values. The name says what the numbers are, so that whole numbers, as in
    /// <c>Dataset.ForTargets(x, 2, [10, 20], 1)</c>, cannot be taken for class indices. Copies the data.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="targets">n × <paramref name="targetSize"/> values.</param>
    /// <param name="targetSize">The number of target values of one sample, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public static Dataset ForTargets(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> targets, int targetSize) =>
        new(inputs, inputSize, targets, targetSize);

    /// <summary>Makes a dataset for a classification: every sample has a class index. Copies the data.</summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="classes">n class indices, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, or a class index is out of
    /// range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public static Dataset ForClasses(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<int> classes, int classCount) =>
        new(inputs, inputSize, classes, classCount);

    /// <summary>
    /// Makes a dataset of memory without copying it. The caller must not write to the memory afterwards: the dataset
    /// relies on what it has checked here.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="targets">n × <paramref name="targetSize"/> values.</param>
    /// <param name="targetSize">The number of target values of one sample, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is not finite.</exception>
    public static Dataset Wrap(ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<float> targets, int targetSize) =>
        new(DatasetValidation.Targets(inputs.Span, inputSize, targets.Span, targetSize), inputs, inputSize, targets, targetSize);

    /// <summary>
    /// Makes a dataset of memory without copying it. The caller must not write to the memory afterwards: the dataset
    /// relies on what it has checked here.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="classes">n class indices, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, or a class index is out of
    /// range.</exception>
    public static Dataset Wrap(ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<int> classes, int classCount) =>
        new(DatasetValidation.Classes(inputs.Span, inputSize, classes.Span, classCount), inputs, inputSize, classes, classCount);

    /// <summary>Makes a dataset of one array per sample. Copies the data.</summary>
    /// <param name="inputs">The inputs; all of one length.</param>
    /// <param name="targets">The targets; all of one length.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, or there is no sample.</exception>
    public static Dataset From(float[][] inputs, float[][] targets)
    {
        float[] flatInputs = Flatten(inputs, nameof(inputs), out int inputSize);
        float[] flatTargets = Flatten(targets, nameof(targets), out int targetSize);
        return Wrap(flatInputs, inputSize, flatTargets, targetSize);
    }

    /// <summary>Makes a dataset of one array per sample and its class index. Copies the data.</summary>
    /// <param name="inputs">The inputs; all of one length.</param>
    /// <param name="classes">One class index per sample.</param>
    /// <param name="classCount">The number of classes; by default the largest index plus 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, an index is out of range, or there is no
    /// sample.</exception>
    public static Dataset From(float[][] inputs, int[] classes, int? classCount = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        float[] flatInputs = Flatten(inputs, nameof(inputs), out int inputSize);
        return Wrap(flatInputs, inputSize, (int[])classes.Clone(), classCount ?? InferClassCount(classes));
    }

    /// <summary>Makes a dataset of pairs, as <c>Dataset.From(([0, 1], [1]), ([1, 1], [0]))</c>. Copies the data.</summary>
    /// <param name="samples">The inputs and targets of each sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, or there is no sample.</exception>
    public static Dataset From(params ReadOnlySpan<(float[] Input, float[] Target)> samples)
    {
        float[][] inputs = new float[samples.Length][];
        float[][] targets = new float[samples.Length][];
        for (int i = 0; i < samples.Length; i++)
            (inputs[i], targets[i]) = samples[i];
        return From(inputs, targets);
    }

    /// <summary>
    /// Makes a dataset of pairs, as <c>Dataset.From(([0, 1], 1), ([1, 1], 0))</c>. The number of classes is the largest index plus 1.
    /// Copies the data.
    /// </summary>
    /// <param name="samples">The inputs and class index of each sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is not finite, an index is negative, or there is no
    /// sample.</exception>
    public static Dataset From(params ReadOnlySpan<(float[] Input, int Class)> samples)
    {
        float[][] inputs = new float[samples.Length][];
        int[] classes = new int[samples.Length];
        for (int i = 0; i < samples.Length; i++)
            (inputs[i], classes[i]) = samples[i];
        return From(inputs, classes);
    }

    /// <summary>The largest class index plus 1, at least 1.</summary>
    internal static int InferClassCount(ReadOnlySpan<int> classes)
    {
        int largest = 0;
        foreach (int index in classes)
            largest = Math.Max(largest, index);
        return largest < int.MaxValue
            ? largest + 1
            : throw new ArgumentException(
                $"A class index is {largest}: with classes from 0 to that, their number does not fit an int. Renumber the classes.",
                nameof(classes)
            );
    }

    private static float[] Flatten(float[][] rows, string argument, out int rowSize)
    {
        ArgumentNullException.ThrowIfNull(rows, argument);
        if (rows.Length == 0)
            throw new ArgumentException("There is no sample, so the size of one is unknown: pass at least one.", argument);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null)
                throw new ArgumentException($"Sample {i} is null.", argument);
            if (rows[i].Length != rows[0].Length)
                throw new ArgumentException(
                    $"Sample {i} has {Amount.Of(rows[i].Length, "value")}, but sample 0 has {rows[0].Length}: all must "
                        + $"have the same number.",
                    argument
                );
        }

        rowSize = rows[0].Length;
        if (rowSize == 0)
            throw new ArgumentException("Sample 0 has no values.", argument);
        float[] flat = new float[ElementCount.Of(rows.Length, "samples", rowSize, "values", argument)];
        for (int i = 0; i < rows.Length; i++)
            rows[i].CopyTo(flat, i * rowSize);
        return flat;
    }
}
