namespace ModelCompiler;

/// <summary>
/// One of the outputs of a model, a head: a part of the row of a sample's outputs, with a loss of its own. Immutable and thread-safe.
/// </summary>
/// <param name="Name">The name of its layer; <c>output</c> where the model declares no outputs.</param>
/// <param name="Shape">Its shape, without the batch.</param>
/// <param name="Start">Where its values start in the row of a sample's outputs.</param>
public sealed record ModelOutput(string Name, IReadOnlyList<int> Shape, int Start)
{
    /// <summary>Its loss, or null when it has none.</summary>
    public Loss? Loss { get; init; }

    /// <summary>What the loss is multiplied by in the loss of the model.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Where its targets start in the row of a sample's targets; 0 without a loss.</summary>
    public int TargetStart { get; init; }

    /// <summary>
    /// The number of its targets: as many as values or, with <see cref="Loss.SparseCategoricalCrossEntropy"/>, one for each position that
    /// has classes, with <see cref="Loss.GaussianNegativeLogLikelihood"/> one for each mean, with
    /// <see cref="Loss.ConnectionistTemporalClassification"/> the most labels of a sample; 0 without a loss.
    /// </summary>
    public int TargetSize { get; init; }

    /// <summary>The number of its values.</summary>
    public int Size { get; } = Shape.Aggregate(1, (size, dimension) => size * dimension);

    /// <summary>
    /// The outputs from one class of a position to its next: 1 but for the pixels of an image, whose classes are its channels.
    /// </summary>
    public int ClassStride { get; init; } = 1;

    /// <summary>
    /// With <see cref="Loss.ConnectionistTemporalClassification"/> the class that stands for no label; null with other losses.
    /// </summary>
    public int? Blank { get; init; }

    /// <summary>Whether its targets are numbers of classes.</summary>
    internal bool HasClassTargets => Loss is ModelCompiler.Loss.SparseCategoricalCrossEntropy;
}
