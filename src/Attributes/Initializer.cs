namespace ModelCompiler;

/// <summary>How a parameter starts. <c>fan_in</c> is the number of inputs of one output, <c>fan_out</c> the reverse.</summary>
public enum Initializer
{
    /// <summary>What the model says (<see cref="InitializeAttribute"/>), or the layer's own choice.</summary>
    Default,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>One value everywhere.</summary>
    Constant,

    /// <summary>A normal distribution of mean 0; its standard deviation is the initialiser's value (1 if none is given).</summary>
    Normal,

    /// <summary>A uniform distribution between minus and plus the initialiser's value (1 if none is given).</summary>
    Uniform,

    /// <summary>Normal with variance <c>2 / (fan_in + fan_out)</c> (Glorot 2010, also called Xavier).</summary>
    GlorotNormal,

    /// <summary>Uniform within <c>sqrt(6 / (fan_in + fan_out))</c> (Glorot 2010, also called Xavier).</summary>
    GlorotUniform,

    /// <summary>Normal with variance <c>2 / fan_in</c> (He 2015, also called Kaiming).</summary>
    HeNormal,

    /// <summary>Uniform within <c>sqrt(6 / fan_in)</c> (He 2015, also called Kaiming).</summary>
    HeUniform,

    /// <summary>Normal with variance <c>1 / fan_in</c> (LeCun 1998).</summary>
    LecunNormal,

    /// <summary>Uniform within <c>sqrt(3 / fan_in)</c> (LeCun 1998).</summary>
    LecunUniform,

    /// <summary>
    /// Uniform within <c>1 / sqrt(fan_in)</c>, for a weight and for the bias beside it: what <c>torch.nn.Linear</c> and PyTorch's
    /// convolutions start from (<c>kaiming_uniform_</c> with <c>a = sqrt(5)</c>). <c>fan_in</c> is counted as PyTorch counts it, from the
    /// shape of the weight: the product of all dimensions but the first.
    /// </summary>
    PyTorchUniform,

    /// <summary>
    /// A normal distribution of mean 0 without what lies more than two standard deviations away, as Keras' <c>TruncatedNormal</c> and
    /// PyTorch's <c>trunc_normal_(std=s, a=-2*s, b=2*s)</c>; the initialiser's value is the standard deviation before that (1 if none is
    /// given), which leaves 0.88 of it.
    /// </summary>
    TruncatedNormal,

    /// <summary>
    /// A random matrix of orthonormal rows or columns, whichever there are fewer of (Saxe 2014), times the initialiser's value (1 if none
    /// is given): <c>W^T W = I</c> or <c>W W^T = I</c>. As in PyTorch's <c>orthogonal_</c> the rows are the first dimension of the weight,
    /// the columns all others; a vector is one column.
    /// </summary>
    Orthogonal,

    /// <summary>
    /// Zeros but for a few normal numbers of standard deviation 0.01, as PyTorch's <c>sparse_</c> (Martens 2010); the initialiser's value
    /// is the part of each column that is zero, from 0 to 1 (0.9 if none is given), rounded up to whole elements. Rows and columns are
    /// those of <see cref="Orthogonal"/>.
    /// </summary>
    Sparse,
}
