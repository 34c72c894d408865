namespace ModelCompiler;

/// <summary>The activation functions. Names and definitions follow PyTorch.</summary>
public enum Activation
{
    /// <summary><c>x</c>: no activation.</summary>
    Linear,

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>max(0, x)</c>.</summary>
    Relu,

    /// <summary><c>x</c> above zero, <c>alpha x</c> below; alpha is 0.01 by default.</summary>
    LeakyRelu,

    /// <summary><c>x</c> above zero, <c>alpha (exp(x) - 1)</c> below; alpha is 1 by default (Clevert 2015).</summary>
    Elu,

    /// <summary><c>x sigmoid(x)</c>, also called SiLU (Ramachandran 2017).</summary>
    Swish,

    /// <summary>
    /// <c>exp(x_i) / sum_j exp(x_j)</c> over all values of a sample, whatever its shape, and not over the channels of each pixel of an
    /// image: the outputs are probabilities.
    /// </summary>
    Softmax,

    /// <summary><c>x Phi(x)</c> with the exact Gaussian distribution function (Hendrycks 2016), not the tanh approximation.</summary>
    Gelu,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus,

    /// <summary>The self-normalising ELU with the published constants (Klambauer 2017).</summary>
    Selu,

    /// <summary><c>x tanh(softplus(x))</c> (Misra 2019).</summary>
    Mish,

    /// <summary><c>clamp(x / 6 + 1 / 2, 0, 1)</c>, as in PyTorch.</summary>
    HardSigmoid,

    /// <summary><c>x clamp(x / 6 + 1 / 2, 0, 1)</c> (Howard 2019).</summary>
    HardSwish,

    /// <summary><c>min(max(0, x), 6)</c>.</summary>
    Relu6,

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    Softsign,

    /// <summary>
    /// <c>x Phi(x)</c> with the tanh approximation of the distribution function: PyTorch's <c>GELU(approximate="tanh")</c>.
    /// </summary>
    GeluTanh,

    /// <summary><c>x</c> above zero, <c>alpha (exp(x / alpha) - 1)</c> below; alpha is 1 by default (Barron 2017).</summary>
    Celu,

    /// <summary><c>log(sigmoid(x))</c>.</summary>
    LogSigmoid,

    /// <summary><c>min(max(minimum, x), maximum)</c>, by default between -1 and 1; the slope at the bounds is 0.</summary>
    HardTanh,

    /// <summary>
    /// <c>min(max(minimum, x), maximum)</c> with the bounds that are given, at least one; the slope at the bounds is 1, as that of
    /// <c>torch.clamp</c>.
    /// </summary>
    Clip,

    /// <summary><c>x</c> above the threshold, the given value otherwise.</summary>
    Threshold,

    /// <summary><c>exp(-x_i) / sum_j exp(-x_j)</c> over all values of a sample: a softmax of <c>-x</c>.</summary>
    Softmin,

    /// <summary><c>x</c> where <c>|x|</c> is above alpha, else 0; alpha, PyTorch's <c>lambd</c>, is 0.5 by default.</summary>
    HardShrink,

    /// <summary>
    /// <c>x</c> nearer to zero by alpha, 0 where that would cross it; alpha, PyTorch's <c>lambd</c>, is 0.5 by default.
    /// </summary>
    SoftShrink,

    /// <summary><c>x - tanh(x)</c>.</summary>
    TanhShrink,

    /// <summary><c>exp(x)</c>.</summary>
    Exponential,
}
