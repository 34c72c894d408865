using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>
/// A value of the network as the output of a layer. The two have the same numbers, but not the same axes: each axis of the value is made of
/// parts of the layer's output, or of the batch. So a change of shape or order costs nothing until a layer needs the values in order.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="parts">Its output taken apart: the shape, or one with dimensions split further.</param>
/// <param name="axes">What each axis of the value is made of: places in <paramref name="parts"/>, or <see cref="Batch"/>.</param>
/// <param name="samples">The samples of a batch; 1 also where the network has none.</param>
internal sealed class Value(Layer layer, int[] parts, int[][] axes, int samples)
{
    /// <summary>Stands for the batch among the parts of an axis.</summary>
    public const int Batch = -1;

    public Layer Layer => layer;

    public int[] Parts => parts;

    public int[][] Axes => axes;

    public int Samples => samples;

    public int Rank => axes.Length;

    /// <summary>The dimensions, the batch included.</summary>
    public int[] Shape => [.. axes.Select(axis => Shapes.Size(axis.Select(SizeOf)))];

    /// <summary>The value whose axes are the dimensions of a layer's output, in their order.</summary>
    public static Value Of(Layer layer, int[][] axes, int samples) => new(layer, layer.Shape, axes, samples);

    public int SizeOf(int part) => part == Batch ? samples : parts[part];

    /// <summary>The parts of axes without the batch.</summary>
    public int[] PartsOf(params IEnumerable<int> places) => [.. places.SelectMany(place => axes[place]).Where(part => part != Batch)];

    /// <summary>The places of all axes that are no batch.</summary>
    public IEnumerable<int> SampleAxes => Enumerable.Range(0, Rank).Where(place => !IsBatch(place));

    /// <summary>Whether an axis is the batch and nothing else.</summary>
    public bool IsBatch(int place) => axes[place] is [Batch];

    /// <summary>Whether an axis holds samples beside other things, so that it cannot be worked over.</summary>
    public bool MixesSamples(int place) => samples > 1 && axes[place].Contains(Batch);

    /// <summary>Whether some axis holds the batch.</summary>
    public bool HasBatch => axes.Any(axis => axis.Contains(Batch));

    /// <summary>The same layer with the axes in another order.</summary>
    public Value Permute(IReadOnlyList<int> order) => new(layer, parts, [.. order.Select(place => axes[place])], samples);

    /// <summary>Another layer of the same values, element by element.</summary>
    public Value On(Layer other) => new(other, parts, axes, samples);

    /// <summary>The same value with the dimensions of its layer as its parts, where its axes do not divide them; else itself.</summary>
    public Value Whole()
    {
        int[][] compact = Compact();
        HashSet<(int, int)> together = [.. compact.SelectMany(axis => axis.Zip(axis.Skip(1)))];
        var sizes = new List<int>();
        int[] places = new int[parts.Length];
        int before = -1;
        for (int part = 0; part < parts.Length; part++)
        {
            if (parts[part] == 1)
                continue;
            if (before >= 0 && together.Contains((before, part)))
                sizes[^1] *= parts[part];
            else
                sizes.Add(parts[part]);
            places[part] = sizes.Count - 1;
            before = part;
        }

        if (!sizes.SequenceEqual(layer.Shape))
            return this;
        int[][] whole = [.. compact.Select(axis => axis.Select(part => part == Batch ? part : places[part]).Distinct().ToArray())];
        return new Value(layer, layer.Shape, whole, samples);
    }

    /// <summary>Without the parts of one element, which say nothing.</summary>
    public int[][] Compact() => [.. axes.Select(axis => axis.Where(part => part == Batch || parts[part] != 1).ToArray())];
}
