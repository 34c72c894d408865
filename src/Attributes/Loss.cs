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

    /// <summary><c>log cosh(p - y)</c>, quadratic near 0 and linear far from it, without a threshold; the mean over all elements.</summary>
    LogCosh,

    /// <summary>
    /// The pinball loss <c>max(q (y - p), (q - 1)(y - p))</c>, whose minimum is the quantile q of the targets (<c>Quantile = 0.9</c>; 0.5,
    /// the median, by default); the mean over all elements (Koenker and Bassett 1978).
    /// </summary>
    Quantile,

    /// <summary><c>max(0, 1 - y p)</c> for targets of -1 and 1, the mean over all elements.</summary>
    Hinge,

    /// <summary><c>max(0, 1 - y p)^2</c> for targets of -1 and 1, the mean over all elements.</summary>
    SquaredHinge,

    /// <summary>
    /// <c>exp(p) - y p</c>: the model predicts the logarithm of the expected count y, as <c>torch.nn.PoissonNLLLoss</c> by default; the
    /// mean over all elements.
    /// </summary>
    PoissonNegativeLogLikelihood,

    /// <summary>
    /// <c>sum y (log y - p)</c> over a sample's outputs, which are logarithms of probabilities (as <c>[LogSoftmax]</c> gives them), the
    /// mean over the batch: <c>torch.nn.KLDivLoss(reduction="batchmean")</c>. Where y is 0 nothing is added.
    /// </summary>
    KullbackLeiblerDivergence,

    /// <summary>
    /// <c>a (1 - q)^gamma (-log q)</c> with <c>q = p</c> and <c>a = alpha</c> where y is 1, <c>q = 1 - p</c> and <c>a = 1 - alpha</c> where
    /// it is 0: a binary cross-entropy that what is predicted well hardly counts in; <c>torchvision.ops.sigmoid_focal_loss</c>, also for y
    /// between 0 and 1. Alpha is 0.25 and gamma 2 unless given; the mean over all elements. On a sigmoid output it is computed from the
    /// values before the sigmoid (Lin 2017).
    /// </summary>
    BinaryFocal,

    /// <summary>
    /// <c>1/2 (log v + (m - y)^2 / v)</c>, the negative logarithm of a normal distribution's density: of 2n outputs the first n are the
    /// means m, and those behind them the variances v (as of a softplus); there are n targets. The mean over all targets.
    /// <c>torch.nn.GaussianNLLLoss</c>: a variance below 1e-6 counts as 1e-6, and its derivative is the one there (Nix and Weigend 1994).
    /// </summary>
    GaussianNegativeLogLikelihood,

    /// <summary>
    /// <c>1 - cos(p, y) = 1 - sum p y / sqrt((sum p^2 + 1e-12)(sum y^2 + 1e-12))</c> over a sample's outputs, the mean over the batch:
    /// <c>torch.nn.CosineEmbeddingLoss</c> of pairs that are alike. The length of neither vector counts.
    /// </summary>
    CosineSimilarity,

    /// <summary>
    /// <c>-log p(y)</c> of a sequence of labels y, whose places among the steps are not known: the probability of all ways to stretch y
    /// over the steps, by repeating labels and by blanks between them (CTC, Graves 2006). The output is a sequence with a softmax over
    /// the classes of each step; the targets of a sample are <c>TargetLength</c> numbers of classes, -100 behind its last label. As
    /// <c>torch.nn.CTCLoss</c>: a sample's loss is divided by the number of its labels, and the mean is over the batch. It is computed
    /// from the values before the softmax.
    /// </summary>
    ConnectionistTemporalClassification,

    /// <summary>
    /// <c>sum y p</c>, a sum and no mean: the targets are the gradient with respect to the outputs, wherever it comes from. A gradient of
    /// such a model is the gradient of anything that is computed from its outputs: a policy, an equation, another model.
    /// </summary>
    OutputGradient,

    /// <summary>
    /// A method of one's own: what the description of a model says whose <see cref="LossAttribute"/> names one. It is not declared by
    /// this name.
    /// </summary>
    Custom,
}
