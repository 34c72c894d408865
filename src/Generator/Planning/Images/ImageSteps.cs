using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>A step that repacks a weight first, to a place in the workspace.</summary>
internal interface IRepackingStep
{
    /// <summary>The layer.</summary>
    string Label { get; }

    /// <summary>The place.</summary>
    int Transposed { get; }

    /// <summary>The step with the repacked weight at a place.</summary>
    Step WithTransposed(int place);
}

/// <summary>A step that runs a kernel with shapes of its own.</summary>
internal interface IShapedStep
{
    /// <summary>The shapes, one for each run of the kernel.</summary>
    IEnumerable<KernelShape> Kernels { get; }

    /// <summary>What the shapes' types are called.</summary>
    string KernelName { get; }
}

/// <summary>A step that writes images or rows of its own.</summary>
internal interface IWritingStep
{
    /// <summary>The buffers.</summary>
    IEnumerable<int> Written { get; }
}

/// <summary>A step of a convolution or a pool, with an activation or its gradient when one is fused.</summary>
internal abstract record ImageStep(string Label, bool OnRequest, NamedActivation? Activation) : Step(Label, OnRequest), IShapedStep, IWritingStep
{
    public abstract IEnumerable<KernelShape> Kernels { get; }

    public virtual IEnumerable<int> Written => [Lanes.Buffer];

    public abstract string KernelName { get; }

    /// <summary>The image whose channels fill the vectors of the kernel.</summary>
    public abstract Image Lanes { get; }

    /// <summary>What the summary says about the step.</summary>
    public abstract string Form { get; }
}

/// <summary>
/// <c>y = activation(W * x + b)</c>, or <c>activation(W * x + b + r)</c> with a residual connection; a sum that is kept and a residual exclude one another. With a <paramref name="Table"/> the sums are
/// normalised first, and that has the bias.
/// </summary>
internal sealed record ConvolutionStep(
    string Label,
    WindowProductNode Node,
    Image Input,
    int Weight,
    int Bias,
    int Table,
    NamedActivation? Activation,
    Image Output,
    Image? Saved,
    Image? Residual,
    bool IsDepthwise,
    EquatableArray<ConvolutionPhase> Phases)
    : ImageStep(Label, false, Activation)
{
    public override IEnumerable<KernelShape> Kernels => Phases.Select(phase => phase.Kernel);

    public override IEnumerable<int> Written => Saved is null ? [Output.Buffer] : [Output.Buffer, Saved.Buffer];

    public override Image Lanes => Output;

    public override string KernelName => Names.Pascal(Label) + "Shape";

    public override string Form => IsDepthwise ? "4 pixels by one vector of channels" : $"tiles of 8 pixels by {Math.Min(Phases[0].Kernel["Columns"], MemoryLayout.PanelWidth)} channels";

    /// <summary>Whether the activation is applied in registers, or in a second pass.</summary>
    public bool InRegisters => IsDepthwise || Activation is null || EpilogueCost.FitsRegisters(Activation.Definition.Value);
}

/// <summary>
/// The gradient of the input of a convolution or a transposed one, with what another reader of that input sends added when that is fused, and through the activation that
/// made the input when one is.
/// </summary>
internal sealed record ConvolutionInputGradientStep(
    string Label,
    bool OnRequest,
    Image Delta,
    int Taps,
    int Weight,
    NamedActivation? Activation,
    Image? Saved,
    Image? Residual,
    Image Output,
    bool IsDepthwise,
    int Transposed,
    EquatableArray<ConvolutionPhase> Phases)
    : ImageStep(Label, OnRequest, Activation), IRepackingStep
{
    /// <summary>How the gradient is scattered, when it is; there are no phases then.</summary>
    public ScatterPlan? Scatter { get; init; }

    public override IEnumerable<KernelShape> Kernels => Scatter is { } scatter ? [scatter.Kernel] : Phases.Select(phase => phase.Kernel);

    public override Image Lanes => Output;

    public override string KernelName => Names.Pascal(Label) + "InputShape";

    /// <summary>Whether residual and saved values lie alike, so that one distance leads from one to the other.</summary>
    public bool LieAlike => Residual?.Layout == Saved?.Layout;

    public override string Form => "";

    /// <summary>Whether the kernel applies the activation's gradient, or a second pass.</summary>
    public bool InRegisters => IsDepthwise || Scatter is not null || Activation is null || EpilogueCost.FitsRegisters(Activation.Definition.Gradient);

    public Step WithTransposed(int place) => this with { Transposed = place };
}

/// <summary>The gradient of the weight of a convolution or a transposed one.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Input">The layer's input.</param>
/// <param name="InputStart">Where the first window starts in it.</param>
/// <param name="Delta">The gradient of the layer's sums.</param>
/// <param name="DeltaStart">Where the first pixel lies in it.</param>
/// <param name="Weight">The parameter.</param>
/// <param name="IsDepthwise">Whether channels are kept apart.</param>
/// <param name="Kernel">The constants.</param>
internal sealed record ConvolutionWeightGradientStep(string Label, Image Input, int InputStart, Image Delta, int DeltaStart, int Weight, bool IsDepthwise, KernelShape Kernel)
    : ImageStep(Label, false, null)
{
    public override IEnumerable<KernelShape> Kernels => [Kernel];

    public override Image Lanes => Delta;

    public override string KernelName => Names.Pascal(Label) + "GradientShape";

    public override string Form => "";
}

/// <summary>The gradient of a convolution's bias.</summary>
internal sealed record ChannelSumStep(string Label, Image Delta, int Bias) : Step(Label, false);

/// <summary>The largest value or the mean of each window.</summary>
internal sealed record PoolStep(string Label, PoolNode Node, Image Input, Image Output, KernelShape Kernel) : ImageStep(Label, false, null)
{
    public override IEnumerable<KernelShape> Kernels => [Kernel];

    public override Image Lanes => Output;

    public override string KernelName => Names.Pascal(Label) + "Shape";

    public override string Form => "window by window";
}

/// <summary>The gradient of a pool's input, through the activation that made that input when one is fused.</summary>
internal sealed record PoolGradientStep(
    string Label, bool OnRequest, PoolGradientNode Node, Image? Input, Image? Pooled, Image Upstream, NamedActivation? Activation, Image? Saved, Image Output, KernelShape Kernel)
    : ImageStep(Label, OnRequest, Activation)
{
    public override IEnumerable<KernelShape> Kernels => [Kernel];

    public override Image Lanes => Output;

    public override string KernelName => Names.Pascal(Label) + "GradientShape";

    public override string Form => "";
}

/// <summary>Planes of channels, as people see them, into an image.</summary>
internal sealed record FromPlanesStep(string Label, bool OnRequest, int Input, Image Output) : Step(Label, OnRequest), IWritingStep
{
    public IEnumerable<int> Written => [Output.Buffer];
}

/// <summary>An image into planes of channels.</summary>
internal sealed record ToPlanesStep(string Label, bool OnRequest, Image Input, int Output) : Step(Label, OnRequest), IWritingStep
{
    public IEnumerable<int> Written => [Output];
}

/// <summary>An image into one of another border or size, or with gaps between the pixels.</summary>
/// <param name="Label">The layer.</param>
/// <param name="OnRequest">Whether it serves the gradient by the input alone.</param>
/// <param name="Input">The image.</param>
/// <param name="Output">Where to.</param>
/// <param name="Vertical">The line of the output where the first one goes; cuts off that many when negative.</param>
/// <param name="Horizontal">The pixel of the output where the first one of a line goes; cuts off that many when negative.</param>
/// <param name="VerticalStep">The lines of the output from one line to the next.</param>
/// <param name="HorizontalStep">The pixels of the output from one pixel to the next.</param>
/// <param name="Formula">What it means, for the comment.</param>
internal sealed record PlaceStep(
    string Label, bool OnRequest, Image Input, Image Output, int Vertical, int Horizontal, int VerticalStep, int HorizontalStep, string Formula)
    : Step(Label, OnRequest), IWritingStep
{
    public IEnumerable<int> Written => [Output.Buffer];
}
