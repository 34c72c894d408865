namespace ModelCompiler;

/// <summary>
/// A learned vector for each token of a vocabulary: <c>y[step] = W[token at step]</c>, with <c>W</c> of shape [vocabulary, size], as
/// PyTorch's <c>nn.Embedding</c>. Reads the input that <see cref="TokensAttribute"/> declares; gives a sequence of [steps, size].
/// </summary>
/// <param name="size">The values of a token, at least 1.</param>
/// <example><code>
/// [Model]
/// [Tokens(steps: 64, vocabulary: 65)]
/// [Embedding(32)]
/// [Dense(65, Activation.Softmax)]
/// [Loss(Loss.SparseCategoricalCrossEntropy)]
/// public sealed partial class NextCharacter;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute(int size) : LayerAttribute
{
    /// <summary>The values of a token.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// The token that stands for nothing, as behind the end of a short text: its vector starts as zeros and does not learn. None by
    /// default (-1).
    /// </summary>
    public int PaddingIndex { get; set; } = -1;

    /// <summary>
    /// How the vectors start. <see cref="Initializer.Default"/> is a normal distribution of standard deviation 1, as in PyTorch; with
    /// Keras's defaults (<see cref="InitializeAttribute"/>) uniform within 0.05.
    /// </summary>
    public Initializer WeightInitializer { get; set; }

    /// <summary>The parameter of <see cref="WeightInitializer"/>: the constant, the standard deviation or the bound.</summary>
    public double WeightInitializerValue { get; set; }
}
