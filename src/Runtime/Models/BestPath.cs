using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>The labels of the most probable alignment, one after the other. Does not allocate.</summary>
/// <param name="outputs">The outputs of the steps of a sample.</param>
/// <param name="classes">The classes of a step.</param>
/// <param name="blank">The class that stands for no label.</param>
internal ref struct BestPath(ReadOnlySpan<float> outputs, int classes, int blank)
{
    private readonly ReadOnlySpan<float> _outputs = outputs;
    private readonly int _classes = classes;
    private readonly int _blank = blank;
    private int _place;
    private int _before = blank;

    /// <summary>The label.</summary>
    public int Current { get; private set; }

    /// <summary>Goes to the next label.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (_place < _outputs.Length)
        {
            int largest = Metrics.IndexOfLargest(_outputs.Slice(_place, _classes));
            _place += _classes;
            bool isNew = largest != _before && largest != _blank;
            _before = largest;
            if (!isNew)
                continue;
            Current = largest;
            return true;
        }

        return false;
    }

    /// <summary>Whether the labels are those of a row of targets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsThatOf(ReadOnlySpan<float> targets)
    {
        ReadOnlySpan<float> labels = targets[..LabelSequences.Count(targets)];
        int matched = 0;
        while (MoveNext())
            if (matched == labels.Length || labels[matched++] != Current)
                return false;
        return matched == labels.Length;
    }
}
