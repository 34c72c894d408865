using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>A step of a normalisation over a batch or with running statistics.</summary>
internal interface IChannelStep
{
    /// <summary>The channels as stored.</summary>
    int Stored { get; }
}

/// <summary>A step that needs what the steps before made of all samples, and that one thread does while no other step runs: it ends a phase.</summary>
internal interface IBoundaryStep
{
}

/// <summary>The mean and the sum of squares of each channel, for each block of samples.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Input">What is normalised.</param>
/// <param name="Partials">The buffer of the results.</param>
internal sealed record BatchStatisticsStep(string Label, ChannelView Input, int Partials) : Step(Label, false), IChannelStep
{
    public int Stored => Input.Stored;
}

/// <summary>The mean and the variance of each channel over the batch, from those of the blocks.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Node">The normalisation.</param>
/// <param name="Input">What is normalised.</param>
/// <param name="Partials">The buffer of what the blocks gave.</param>
/// <param name="Table">Receives the numbers of each channel.</param>
internal sealed record CombineStatisticsStep(string Label, BatchNormNode Node, ChannelView Input, int Partials, int Table) : Step(Label, false), IBoundaryStep;

/// <summary>The normalisation itself, a multiply-add for each channel, with an activation when one is fused; or the gradient through a frozen one.</summary>
/// <param name="Label">The layer.</param>
/// <param name="OnRequest">Whether it serves the gradient by the input alone.</param>
/// <param name="Input">What is normalised.</param>
/// <param name="Table">The numbers of each channel.</param>
/// <param name="IsGradient">Whether it is the gradient, which has rows of its own in the table.</param>
/// <param name="Activation">The fused activation, or null.</param>
/// <param name="Output">The result; it can lie where the input does.</param>
/// <param name="Saved">Where the values before the activation are kept, or where its gradient finds what it kept; or null.</param>
/// <param name="Residual">What is added before the activation, or null.</param>
internal sealed record ChannelMapStep(
    string Label, bool OnRequest, ChannelView Input, int Table, bool IsGradient, NamedActivation? Activation, ChannelView Output, ChannelView? Saved, ChannelView? Residual)
    : Step(Label, OnRequest), IChannelStep, IWritingStep
{
    public int Stored => Input.Stored;

    public IEnumerable<int> Written => Saved is null || IsGradient ? [Output.Buffer] : [Output.Buffer, Saved.Buffer];
}

/// <summary>The two sums of the gradient of each channel, for each block of samples.</summary>
internal sealed record BatchNormSumsStep(string Label, bool OnRequest, ChannelView Delta, ChannelView Input, int Table, int Partials) : Step(Label, OnRequest), IChannelStep
{
    public int Stored => Input.Stored;
}

/// <summary>The two sums over the batch, from those of the blocks: the gradients of weight and bias, and what the gradient by the input needs.</summary>
internal sealed record CombineSumsStep(string Label, bool OnRequest, BatchNormNode Node, int Partials, int Table) : Step(Label, OnRequest), IBoundaryStep;

/// <summary>The gradient by what was normalised, through the activation that made it when one is fused.</summary>
internal sealed record BatchNormGradientStep(
    string Label, bool OnRequest, ChannelView Delta, ChannelView Input, int Table, NamedActivation? Activation, ChannelView? Saved, ChannelView Output)
    : Step(Label, OnRequest), IChannelStep
{
    public int Stored => Input.Stored;
}
