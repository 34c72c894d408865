using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <content>Reading samples.</content>
public sealed partial class RowSource : ISamples
{
    private const int RowsAtATime = 4096;

    [ThreadStatic]
    private static RowBlock? _evaluationRows;

    /// <summary>Reads the inputs of consecutive samples. Thread-safe; does not allocate once the thread has read before.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="destination">A whole number of samples of <see cref="InputSize"/> values.</param>
    /// <inheritdoc cref="RowTable.Read"/>
    public void ReadInputs(long first, Span<float> destination) => _inputs.Read(first, destination);

    /// <summary>Reads the targets of consecutive samples. Thread-safe; does not allocate once the thread has read before.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="destination">A whole number of samples of <see cref="TargetSize"/> values.</param>
    /// <exception cref="InvalidOperationException">The source has class indices.</exception>
    /// <inheritdoc cref="RowTable.Read"/>
    public void ReadTargets(long first, Span<float> destination)
    {
        if (HasClasses)
            throw new InvalidOperationException("The source has class indices, not target values: call ReadClasses.");
        _targets.Read(first, destination);
    }

    /// <summary>Reads the class indices of consecutive samples. Thread-safe; does not allocate once the thread has read before.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="destination">A class index for each sample.</param>
    /// <exception cref="InvalidOperationException">The source has target values.</exception>
    /// <inheritdoc cref="RowTable.Read"/>
    public void ReadClasses(long first, Span<int> destination)
    {
        if (!HasClasses)
            throw new InvalidOperationException("The source has target values, not class indices: call ReadTargets.");
        Span<float> indices = MemoryMarshal.Cast<int, float>(destination);
        _targets.Read(first, indices);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (int)indices[i];
    }

    /// <summary>
    /// Counts the samples of each class in one pass over the classes; <see cref="SampleWeights.Balanced(ReadOnlySpan{long})"/> makes
    /// weights
    /// of them. Allocates the result.
    /// </summary>
    /// <exception cref="InvalidOperationException">The source has target values.</exception>
    /// <inheritdoc cref="RowTable.Read"/>
    public long[] CountClasses()
    {
        long[] counts = new long[ClassCount];
        int[] classes = new int[(int)Math.Min(RowsAtATime, Count)];
        for (long first = 0; first < Count; first += classes.Length)
        {
            Span<int> part = classes.AsSpan(0, (int)Math.Min(classes.Length, Count - first));
            ReadClasses(first, part);
            foreach (int each in part)
                counts[each]++;
        }

        return HasClasses ? counts : throw new InvalidOperationException("The source has target values, not class indices.");
    }

    /// <summary>The table of the inputs.</summary>
    internal RowTable Inputs => _inputs;

    /// <summary>The table of the targets.</summary>
    internal RowTable Targets => _targets;

    /// <summary>The same samples with other inputs.</summary>
    internal RowSource WithInputs(RowTable inputs) => new(inputs, _targets, ClassCount, _weights, Blocks);

    /// <summary>The same samples with other targets.</summary>
    internal RowSource WithTargets(RowTable targets) => new(_inputs, targets, 0, _weights, Blocks);

    /// <summary>The same samples with those of targets and weights in memory that have at most so many values.</summary>
    internal RowSource WithSmallTargetsInMemory(int mostValues) =>
        new(_inputs, _targets.InMemoryIfSmall(mostValues), ClassCount, _weights?.InMemoryIfSmall(mostValues), Blocks);

    /// <summary>Reads consecutive samples into a place of a block.</summary>
    internal void Read(long first, int count, RowBlock block, int at)
    {
        _inputs.Read(first, block.Inputs.Slice(at * InputSize, count * InputSize));
        if (HasClasses)
            ReadClasses(first, block.Classes.Slice(at, count));
        else
            _targets.Read(first, block.Targets.Slice(at * TargetSize, count * TargetSize));
        _weights?.Read(first, block.Weights.Slice(at, count));
    }

    string? ISamples.ObstacleToCarriedStates => "samples must lie in memory, because each lane is read on its own: load them as a Dataset.";

    ISamples ISamples.AsOneHot() => WithTargets(new OneHotRows(_targets, ClassCount));

    ISamples ISamples.AsIndices() => WithTargets(_targets);

    Batch ISamples.Read(long start, int count)
    {
        RowBlock block = EvaluationRows(count);
        Read(start, count, block, 0);
        return block.Batch(0, count);
    }

    ReadOnlySpan<float> ISamples.ReadTargets(long start, int count)
    {
        Span<float> targets = EvaluationRows(count).Targets[..(count * TargetSize)];
        _targets.Read(start, targets);
        return targets;
    }

    IBatchSource ISamples.Batches(TrainingSettings settings, World world) => RowBatches.Of(this, settings, world);

    IBatchSource ISamples.LaneBatches(int lanes) => throw new NotSupportedException(((ISamples)this).ObstacleToCarriedStates);

    private RowBlock EvaluationRows(int count)
    {
        if (_evaluationRows is not { } block || !block.Fits(this, count))
            _evaluationRows = block = new RowBlock(this, count);
        return block;
    }
}
