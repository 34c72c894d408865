using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Planning;

/// <summary>Every decision of the compiler about one model. The emitter prints it and decides nothing.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="InputShape">The shape of one sample.</param>
/// <param name="OutputShape">The shape of one output.</param>
/// <param name="Parameters">Where each parameter lies in the flat buffer.</param>
/// <param name="ParameterCount">The values of all parameters, without running statistics.</param>
/// <param name="TrainableLength">The floats at the start of the flat buffer that training changes.</param>
/// <param name="StatisticsStart">Where the running statistics start, behind everything else.</param>
/// <param name="ParameterBufferLength">The floats of the flat buffer, padding included.</param>
/// <param name="Layers">The rows of the summary.</param>
/// <param name="Prediction">The steps of a prediction.</param>
/// <param name="SampleForm">How a single sample is predicted in registers, or null when the network is too large for that.</param>
/// <param name="Training">The steps of a loss and its gradient, or null without a loss.</param>
/// <param name="SampleGradient">How the gradient of a sample is computed in registers, or null when the network is too large for
/// that.</param>
internal sealed record ModelPlan(
    ModelSpec Model,
    TensorShape InputShape,
    TensorShape OutputShape,
    EquatableArray<ParameterPlan> Parameters,
    int ParameterCount,
    int TrainableLength,
    int StatisticsStart,
    int ParameterBufferLength,
    EquatableArray<LayerPlan> Layers,
    Schedule Prediction,
    StraightLinePlan? SampleForm,
    TrainingPlan? Training,
    StraightLineGradientPlan? SampleGradient
)
{
    /// <summary>The steps of one step of a stream, or null.</summary>
    public StreamPlan? Stream { get; init; }

    /// <summary>The values of one sample: those of its steps and, where it has one, its length.</summary>
    public int InputSize => Model.InputSize;

    /// <summary>The outputs, where the model declares several; else none.</summary>
    public EquatableArray<OutputPlan> Outputs { get; init; } = EquatableArray<OutputPlan>.Empty;

    /// <summary>Why a model of sequences cannot be streamed; null when it can, or is none.</summary>
    public string? WhyNoStream { get; init; }

    /// <summary>The floats that a sequence may begin with in place of zeros; 0 for none.</summary>
    public int StateSize { get; init; }

    /// <summary>Whether gradients need random numbers.</summary>
    public bool HasNoise => Training?.Schedule.Steps.Any(step => step.IsNoise) ?? false;

    /// <summary>The steps of all schedules.</summary>
    public IEnumerable<Step> AllSteps =>
        Prediction
            .Steps.Concat(Training?.Evaluation?.Schedule.Steps ?? [])
            .Concat(Training?.Schedule.Steps ?? [])
            .Concat(Stream?.Schedule.Steps ?? []);

    /// <summary>The schedule that a loss runs over, and, unless it is a schedule of its own, the gradient too.</summary>
    public LossPlan? Loss =>
        Training is null ? null : Training.Evaluation ?? new LossPlan(Training.Schedule, Training.ForwardCount, Training.Losses);

    /// <summary>
    /// How many of the first steps a prediction and a gradient (or, where a gradient normalises over its batch, a loss) have in common:
    /// they differ only in where results lie, since a gradient keeps them all and a prediction uses memory again.
    /// </summary>
    public int SharedForward
    {
        get
        {
            if (Loss is not { } loss || SampleForm is not null)
                return 0;
            int shared = 0;
            int most = Math.Min(loss.ForwardCount, Prediction.Steps.Count);
            while (shared < most && Prediction.Steps[shared] == loss.Schedule.Steps[shared])
                shared++;
            return shared;
        }
    }
}

/// <summary>
/// Where one parameter lies: <paramref name="Rows"/> outputs, stored as <paramref name="PaddedRows"/>, of <paramref name="Columns"/> values
/// each.
/// </summary>
internal sealed record ParameterPlan(
    int Node,
    int Index,
    string Layer,
    string Role,
    TensorShape Shape,
    int Offset,
    int Rows,
    int Columns,
    int PaddedRows,
    Initialization Initialization,
    bool IsTrainable,
    bool IsStatistic,
    ConvolutionPacking? Packing
)
{
    /// <summary>The name in files, as <c>hidden.weight</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it lies in memory row after row, instead of in panels.</summary>
    public bool IsInOrder => Packing is null && Rows == Shape.Size;

    /// <summary>The columns as stored.</summary>
    public int StoredColumns => Packing?.Columns ?? Columns;
}

/// <summary>How the weight of a convolution is packed: for each place of the window all input channels as stored.</summary>
/// <param name="Taps">The places of the window.</param>
/// <param name="StoredChannels">The channels of a place as stored; those of one group when groups are apart.</param>
/// <param name="Channels">The input channels of a group.</param>
/// <param name="Outputs">The output channels of a group.</param>
/// <param name="Groups">The groups.</param>
/// <param name="AreGroupsApart">Whether each group is stored as a weight of its own, instead of all as one with zeros between them.</param>
/// <param name="IsTransposed">Whether people see the input channels first.</param>
internal sealed record ConvolutionPacking(
    int Taps,
    int StoredChannels,
    int Channels,
    int Outputs,
    int Groups,
    bool AreGroupsApart,
    bool IsTransposed
)
{
    /// <summary>The k of an output, groups together.</summary>
    public int Columns => Taps * StoredChannels;

    /// <summary>The groups that lie one behind the other.</summary>
    public int StoredGroups => AreGroupsApart ? Groups : 1;

    /// <summary>The weight as a kernel reads it.</summary>
    public PackedWindow Window(Window window) => new(Taps, window.Horizontal.Kernel, StoredChannels, StoredGroups);
}

/// <summary>How the weight of a convolution lies, or the turned one of a gradient.</summary>
/// <param name="Taps">The places of the window.</param>
/// <param name="KernelWidth">The places of a line of it.</param>
/// <param name="Channels">The channels of a place that an output sums, as stored.</param>
/// <param name="Groups">The groups that lie one behind the other.</param>
internal readonly record struct PackedWindow(int Taps, int KernelWidth, int Channels, int Groups);

/// <summary>A row of the summary.</summary>
internal sealed record LayerPlan(string Name, string Kind, TensorShape OutputShape, int ParameterCount, long ForwardFlops, string Form);

/// <summary>The steps of one pass and the memory that they share.</summary>
/// <param name="Steps">What is computed, in order.</param>
/// <param name="Buffers">The intermediate results; each has room for <paramref name="Capacity"/> samples.</param>
/// <param name="Output">The buffer that holds the output at the end, or <see cref="BufferPlan.Output"/> when the last step hands it
/// out.</param>
/// <param name="Capacity">The samples that are computed in one go; larger batches take several.</param>
/// <param name="Length">The floats of all the memory.</param>
internal sealed record Schedule(EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers, int Output, int Capacity, int Length)
{
    /// <summary>
    /// Whether threads share samples one by one, instead of in whole tiles of samples: images are few in a block, and kernels treat each
    /// alone.
    /// </summary>
    public bool SharesSingleSamples => Steps.Any(step => step.IsLargePerSample);

    /// <summary>
    /// Whether a thread takes one sample after the other through all steps, at the same place of the workspace: what a step has written is
    /// still in the cache when the next one reads it.
    /// </summary>
    public bool TakesSamplesAlone { get; init; }

    /// <summary>The floats if every intermediate result had a place of its own.</summary>
    public long UnsharedLength
    {
        get
        {
            // Those that only the gradient by the input needs lie behind the rest.
            List<BufferPlan> always = Buffers.Where(buffer => buffer.IsStored && buffer.Offset < Length).ToList();
            long apart = always.Sum(buffer => (long)buffer.Stride),
                together = always.GroupBy(buffer => buffer.Offset).Sum(place => (long)place.First().Stride);
            return Length + ((apart - together) * (IsWhole ? 1 : Capacity));
        }
    }

    /// <summary>The numbers of each channel that normalisations over a batch, or with running statistics, work with.</summary>
    public EquatableArray<TablePlan> Tables { get; init; } = EquatableArray<TablePlan>.Empty;

    /// <summary>
    /// Whether all samples of a batch are in the workspace at the same time. <see cref="Length"/> and the offsets of buffers are then
    /// floats for each sample, and <see cref="Capacity"/> is the number of samples that go through the steps of a phase together.
    /// </summary>
    public bool IsWhole { get; init; }

    /// <summary>The floats in front of the samples, when the whole batch is in the workspace.</summary>
    public int FixedLength { get; init; }
}

/// <summary>Where the numbers of each channel of a normalisation lie in a workspace.</summary>
/// <param name="Name">The name in the generated code.</param>
/// <param name="Node">The position of the normalisation.</param>
/// <param name="Columns">The channels as stored.</param>
/// <param name="Offset">Where they start.</param>
/// <param name="IsRunning">Whether they come from the running statistics.</param>
/// <param name="Update">What fills the table from the running statistics, once for each call; or lets those follow the batch.</param>
internal sealed record TablePlan(string Name, int Node, int Columns, int Offset, bool IsRunning, CodeLine Update);

/// <summary>One step of a stream: a prediction whose memory is the stream's own, from call to call.</summary>
/// <param name="Schedule">The steps.</param>
/// <param name="InputSize">The values of a step.</param>
/// <param name="OutputSize">The outputs of a step.</param>
/// <param name="Advance">What makes this step the one before.</param>
/// <param name="Context">The steps of the longest stream, or <see cref="Endless"/>.</param>
internal sealed record StreamPlan(Schedule Schedule, int InputSize, int OutputSize, EquatableArray<CodeLine> Advance, int Context)
{
    /// <summary>The context of streams without an end: nothing in them asks for the number of a step.</summary>
    public const int Endless = 0;
}

/// <summary>A loss without its gradient.</summary>
/// <param name="Schedule">The steps: the forward pass, then the loss.</param>
/// <param name="ForwardCount">How many are the forward pass.</param>
/// <param name="Losses">Where the samples' losses lie; those of further heads follow.</param>
internal sealed record LossPlan(Schedule Schedule, int ForwardCount, int Losses);

/// <summary>An intermediate result.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Width">The values of one sample.</param>
/// <param name="Stride">The floats from one sample to the next.</param>
/// <param name="Offset">Where it starts in the workspace, or <see cref="Nowhere"/>.</param>
internal sealed record BufferPlan(string Name, int Width, int Stride, int Offset)
{
    /// <summary>The offset of a result that is never stored.</summary>
    public const int Nowhere = -1;

    /// <summary>Stands for the caller's input, which is no buffer of ours.</summary>
    public const int Input = -1;

    /// <summary>Stands for no buffer.</summary>
    public const int None = -2;

    /// <summary>Stands for what the caller gave for the output of a prediction, which is no buffer of ours.</summary>
    public const int Output = -3;

    // Parameters count down from here.
    private const int FirstParameter = -4;

    /// <summary>Whether there is memory for it.</summary>
    public bool IsStored => Offset != Nowhere;

    /// <summary>Stands for a parameter that lies in memory as one row does, and is repeated for every sample.</summary>
    public static int OfParameter(int parameter) => FirstParameter - parameter;

    /// <summary>Whether a number stands for a parameter, and which.</summary>
    public static bool IsParameter(int buffer, out int parameter)
    {
        parameter = FirstParameter - buffer;
        return parameter >= 0;
    }
}
