namespace ModelCompiler;

/// <summary>
/// Declares that one sample is a sequence: <paramref name="steps"/> steps of <paramref name="features"/> values each, step after step, of
/// shape [steps, features]. As PyTorch's <c>batch_first</c> and Keras.
/// </summary>
/// <remarks>
/// <c>[Dense]</c>, <c>[LayerNorm]</c>, <c>[RmsNorm]</c> and softmax act on the features of each step with parameters that all steps share;
/// <c>[Conv1D]</c> slides over the steps, its channels being the features. <c>[Flatten]</c> makes one row of all steps.
/// </remarks>
/// <param name="steps">The number of steps, at least 1.</param>
/// <param name="features">The values of a step, at least 1.</param>
public sealed class SequenceAttribute(int steps, int features) : InputAttribute(steps, features)
{
    /// <summary>The number of steps.</summary>
    public int Steps { get; } = steps;

    /// <summary>The values of a step.</summary>
    public int Features { get; } = features;

    /// <summary>
    /// Whether samples have lengths of their own: behind its steps each sample then has one more value, how many of them count, from 1 to
    /// <see cref="Steps"/>. Recurrent layers, attention, means, sums and maxima over the steps, and losses of single steps leave out the
    /// others, as PyTorch's packed sequences and key padding masks do; convolutions and what works on each step alone do not ask.
    /// </summary>
    public bool HasLengths { get; set; }
}
