namespace ModelCompiler;

/// <summary>The losses. All are means over the batch; <c>y</c> is the target, <c>p</c> the model's output.</summary>
public enum Loss
{
    /// <summary><c>(p - y)^2</c>, the mean over all elements of the batch.</summary>
    MeanSquaredError,

    /// <summary><c>1/2 sum (p - y)^2</c> over a sample's outputs, the mean over the batch.</summary>
    HalfSquaredError,

    /// <summary><c>|p - y|</c>, the mean over all elements of the batch.</summary>
    MeanAbsoluteError,

    /// <summary>
    /// <c>1/2 (p - y)^2</c> where <c>|p - y|</c> is at most delta, <c>delta (|p - y| - delta/2)</c> elsewhere; the mean over all elements.
    /// </summary>
    Huber,

    /// <summary>
    /// <c>-(y log p + (1 - y) log(1 - p))</c>, the mean over all elements. On a sigmoid output it is computed from the
    /// values before the sigmoid, so that it is finite and exact for saturated outputs.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>
    /// <c>-sum_j y_j log p_j</c> over the classes, the mean over the batch; the target is one-hot (or a distribution) or a class
    /// index. Needs a softmax output, and is computed from the values before it. As in PyTorch, rows that are no distribution are not
    /// refused: the formula and its exact derivative hold for any finite y.
    /// </summary>
    CategoricalCrossEntropy,

    /// <summary>
    /// <c>-log p[y]</c>, the target y being the number of the true class: one for each sample, or one for each step of a sequence and each
    /// pixel of an image whose classes are the channels. The mean over all targets but those of -100, which count for nothing, as in
    /// PyTorch; 0 with a gradient of 0 when none counts. Needs a softmax output, and is computed from the values before it.
    /// </summary>
    SparseCategoricalCrossEntropy,
}
