using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Samples to train or evaluate on that need not fit into memory: rows of inputs, and of targets or numbers of classes, which are read when
/// they are needed. Immutable; reading is thread-safe. <see cref="Dataset"/> is what fits.
/// </summary>
/// <remarks>
/// The order in which a trainer takes shuffled rows is computed from seed, epoch and place, without an array; it is another one than that
/// of a <see cref="Dataset"/>. Values are checked when they are read, not before.
/// </remarks>
/// <example><code>
/// using RowSource train = RowSource.ForClasses(
///     RowTable.SafeTensors("train.safetensors", "inputs", divisor: 255),
///     RowTable.SafeTensors("train.safetensors", "classes"),
///     classCount: 10);
/// trainer.Fit(train, validation);
/// </code></example>
public sealed partial class RowSource : IDisposable
{
    private readonly RowTable _inputs;
    private readonly RowTable _targets;
    private readonly RowTable? _weights;

    private RowSource(RowTable inputs, RowTable targets, int classCount, RowTable? weights, (int Rows, int Window)? blocks)
    {
        _inputs = inputs;
        _targets = targets;
        _weights = weights;
        ClassCount = classCount;
        Blocks = blocks;
    }

    /// <summary>The number of samples.</summary>
    public long Count => _inputs.Count;

    /// <summary>The number of input values of one sample.</summary>
    public int InputSize => _inputs.Size;

    /// <summary>The number of target values of one sample, or 0 when the source has class indices.</summary>
    public int TargetSize => HasClasses ? 0 : _targets.Size;

    /// <summary>The number of classes, or 0 when the source has target values.</summary>
    public int ClassCount { get; }

    /// <summary>Whether the targets are class indices.</summary>
    public bool HasClasses => ClassCount > 0;

    /// <summary>Whether samples have weights of their own.</summary>
    public bool HasWeights => _weights is not null;

    /// <summary>
    /// A short text that tells these samples, and the order they are shuffled in, from others: of files it is made of samples evenly spread
    /// over them. Checkpoints keep it, and ranks compare it. The first call reads, later ones do not.
    /// </summary>
    public string Fingerprint =>
        field ??= string.Create(
            CultureInfo.InvariantCulture,
            $"rows: {_inputs.Fingerprint}; {_targets.Fingerprint}{(_weights is null ? "" : "; weights: " + _weights.Fingerprint)}"
                + $"{(Blocks is var (rows, window) ? $"; in blocks of {rows}, {window} at a time" : "")}"
        );

    /// <summary>The rows of a block and the blocks of a window, if rows are shuffled in blocks.</summary>
    internal (int Rows, int Window)? Blocks { get; }

    /// <summary>Samples with target values.</summary>
    /// <param name="inputs">A row of inputs for each sample. It belongs to the source, which disposes of it.</param>
    /// <param name="targets">A row of targets for each sample; belongs to the source likewise.</param>
    /// <exception cref="ArgumentException">The tables have not as many rows.</exception>
    public static RowSource ForTargets(RowTable inputs, RowTable targets)
    {
        CheckPair(inputs, targets, nameof(targets));
        return new RowSource(inputs, targets, 0, null, null);
    }

    /// <summary>Samples with class indices.</summary>
    /// <param name="inputs">A row of inputs for each sample. It belongs to the source, which disposes of it.</param>
    /// <param name="classes">A row of one whole number for each sample; belongs to the source likewise.</param>
    /// <param name="classCount">The number of classes, at least 1.</param>
    /// <param name="firstClass">The number that becomes class 0.</param>
    /// <exception cref="ArgumentException">The tables have not as many rows, or those of the classes have several values.</exception>
    public static RowSource ForClasses(RowTable inputs, RowTable classes, int classCount, int firstClass = 0)
    {
        CheckPair(inputs, classes, nameof(classes));
        CheckSingle(classes, nameof(classes));
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        return new RowSource(inputs, new ClassIndexRows(classes, classCount, firstClass), classCount, null, null);
    }

    /// <summary>The samples of a dataset, in the order of a row source when they are shuffled. Copies nothing.</summary>
    public static RowSource Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inputs = new MemoryRows("memory", data.InputRows);
        RowTable targets = data.HasClasses ? new ClassRows(data.ClassMemory) : new MemoryRows("memory", data.TargetRows);
        RowTable? weights = data.HasWeights ? new MemoryRows("memory", new SampleTable(data.Weights.ToArray(), data.Count, 1)) : null;
        return new RowSource(inputs, targets, data.ClassCount, weights, null);
    }

    /// <summary>The same samples with weights: <see cref="Dataset.WithWeights"/>. Shares the tables.</summary>
    /// <param name="weights">A row of one value of at least 0 for each sample.</param>
    /// <exception cref="ArgumentException">There are not as many as samples, or rows have several values.</exception>
    public RowSource WithWeights(RowTable weights)
    {
        CheckPair(_inputs, weights, nameof(weights));
        CheckSingle(weights, nameof(weights));
        return new RowSource(_inputs, _targets, ClassCount, new WeightRows(weights), Blocks);
    }

    /// <summary>Consecutive samples, as a view that closes nothing: the parts of a split.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The samples reach outside the source.</exception>
    public RowSource Slice(long first, long count) =>
        new(_inputs.Slice(first, count), _targets.Slice(first, count), ClassCount, _weights?.Slice(first, count), Blocks);

    /// <summary>
    /// The same samples, to be shuffled for a disk that reads rows far apart slowly: blocks of consecutive rows come in random order, each
    /// read at once, and the rows of a window of several blocks are shuffled among themselves. Less random than single rows, so the windows
    /// should be many times larger than a batch. Two windows are kept in memory. With several ranks, each reads all blocks.
    /// </summary>
    /// <param name="blockRows">The rows of a block, at least 1: enough for half a megabyte or more.</param>
    /// <param name="windowBlocks">The blocks of a window, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">A window has more values than an array can hold.</exception>
    public RowSource InBlocks(int blockRows, int windowBlocks = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBlocks, 1);
        int rows = ElementCount.Of(windowBlocks, "blocks", blockRows, "rows", nameof(blockRows));
        _ = ElementCount.Of(rows, "rows", Math.Max(InputSize, _targets.Size), "values", nameof(blockRows));
        return new RowSource(_inputs, _targets, ClassCount, _weights, (blockRows, windowBlocks));
    }

    /// <summary>Closes the files. Views of the source are closed with it.</summary>
    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _weights?.Dispose();
    }

    /// <summary>A short description, as <c>60000 samples, 784 inputs, 10 classes</c>.</summary>
    public override string ToString() =>
        $"{Amount.Of(Count, "sample")}, {Amount.Of(InputSize, "input")}, "
        + (HasClasses ? Amount.Of(ClassCount, "class", "classes") : Amount.Of(TargetSize, "target"))
        + (HasWeights ? ", weights" : "");

    private static void CheckPair(RowTable first, RowTable second, string argument)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second, argument);
        if (first.Count != second.Count)
            throw new ArgumentException(
                $"'{first.Name}' has {Amount.Of(first.Count, "row")}, but '{second.Name}' has {second.Count}: they do not belong together.",
                argument
            );
    }

    private static void CheckSingle(RowTable rows, string argument)
    {
        if (rows.Size != 1)
            throw new ArgumentException($"The rows of '{rows.Name}' have {rows.Size} values; one for each sample is needed.", argument);
    }
}
