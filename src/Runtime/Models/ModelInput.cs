namespace ModelCompiler;

/// <summary>One of the inputs of a model: a part of the row that a sample is. Immutable and thread-safe.</summary>
/// <param name="Name">The name that its attribute gives; <c>input</c> where there is one.</param>
/// <param name="Shape">Its shape, without the batch.</param>
/// <param name="Start">Where its values start in the row of a sample.</param>
public sealed record ModelInput(string Name, IReadOnlyList<int> Shape, int Start)
{
    /// <summary>Whether it is a sequence of [steps, features] (<see cref="SequenceAttribute"/>).</summary>
    public bool IsSequence { get; init; }

    /// <summary>How many different tokens its values are numbers of; 0 for values that are what they are.</summary>
    public int Vocabulary { get; init; }

    /// <summary>The number of its values.</summary>
    public int Size { get; } = Shape.Aggregate(1, (size, dimension) => size * dimension);
}
