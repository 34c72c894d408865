namespace ModelCompiler;

/// <summary>
/// Rotary positions: pairs of features of each head of queries and keys are turned by an angle that grows with the step, so that what they
/// say to one another depends on how far they are apart. The pair i of a head is turned by <c>step base^(-2 i / size of a head)</c>.
/// </summary>
public enum Rotary
{
    /// <summary>No positions.</summary>
    None,

    /// <summary>The pair i consists of the features i and i + half a head, as in Hugging Face's models and ONNX.</summary>
    Halves,

    /// <summary>The pair i consists of the neighbouring features 2 i and 2 i + 1, as in the paper and in Llama's own files.</summary>
    Interleaved,
}
