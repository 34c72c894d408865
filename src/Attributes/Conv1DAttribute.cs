namespace ModelCompiler;

/// <summary>
/// A convolution of a signal of shape [in, length], with <c>W</c> of shape [channels, in / groups, kernel] and <c>b</c> of shape
/// [channels], as in PyTorch. Gives [channels, length].
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernel">The length of the window, at least 1.</param>
/// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(int channels, int kernel, Activation activation = Activation.Linear) : ConvolutionAttribute(activation)
{
    private int? _paddingBefore,
        _paddingAfter;

    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>The length of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The number of groups that input and output channels are divided into, which do not see one another; 1 by default.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// The padding before the signal, at least 0; <see cref="ConvolutionAttribute.Padding"/> by default, which can also be
    /// <see cref="ModelCompiler.Padding.Causal"/>.
    /// </summary>
    public int PaddingBefore
    {
        get => _paddingBefore ?? Padding;
        set => _paddingBefore = value;
    }

    /// <summary>The padding after the signal, at least 0; <see cref="ConvolutionAttribute.Padding"/> by default.</summary>
    public int PaddingAfter
    {
        get => _paddingAfter ?? Padding;
        set => _paddingAfter = value;
    }
}
