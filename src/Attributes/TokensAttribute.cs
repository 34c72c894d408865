namespace ModelCompiler;

/// <summary>
/// Declares that one sample is a text: <paramref name="steps"/> tokens, each a whole number from 0 to <paramref name="vocabulary"/> - 1,
/// as PyTorch's <c>nn.Embedding</c> takes them. An <see cref="EmbeddingAttribute"/> makes values of them.
/// </summary>
/// <remarks>
/// The numbers are given as <see cref="float"/>, so that a <c>Dataset</c>, a <c>Trainer</c> and everything else take them as they take
/// values, or to <c>Predict</c> as <see cref="int"/>. A number that is none of the vocabulary is refused before anything is computed.
/// </remarks>
/// <param name="steps">The tokens of a sample, at least 1.</param>
/// <param name="vocabulary">
/// How many different tokens there are: from 1 to 16,777,216, up to which a float holds every whole number.
/// </param>
public sealed class TokensAttribute(int steps, int vocabulary) : InputAttribute(steps)
{
    /// <summary>The tokens of a sample.</summary>
    public int Steps { get; } = steps;

    /// <summary>How many different tokens there are.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <inheritdoc cref="SequenceAttribute.HasLengths"/>
    public bool HasLengths { get; set; }
}
