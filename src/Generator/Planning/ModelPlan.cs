using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Every decision of the compiler about one model. The emitter prints it and decides nothing.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="InputShape">The shape of one sample.</param>
/// <param name="OutputShape">The shape of one output.</param>
/// <param name="Parameters">Where each parameter lies in the flat buffer.</param>
/// <param name="ParameterCount">The values of all parameters.</param>
/// <param name="TrainableLength">The floats at the start of the flat buffer that training changes.</param>
/// <param name="ParameterBufferLength">The floats of the flat buffer, padding included.</param>
/// <param name="Layers">The rows of the summary.</param>
/// <param name="Prediction">The steps of a prediction.</param>
/// <param name="SampleForm">How a single sample is predicted in registers, or null when the network is too large for that.</param>
/// <param name="Training">The steps of a loss and its gradient, or null without a loss.</param>
/// <param name="SampleGradient">How the gradient of a sample is computed in registers, or null when the network is too large for that.</param>
internal sealed record ModelPlan(
    ModelSpec Model,
    TensorShape InputShape,
    TensorShape OutputShape,
    EquatableArray<ParameterPlan> Parameters,
    int ParameterCount,
    int TrainableLength,
    int ParameterBufferLength,
    EquatableArray<LayerPlan> Layers,
    Schedule Prediction,
    StraightLinePlan? SampleForm,
    TrainingPlan? Training,
    StraightLineGradientPlan? SampleGradient)
{
    /// <summary>Whether gradients need random numbers.</summary>
    public bool HasNoise => Training?.Schedule.Steps.Any(step => step is NoiseStep) ?? false;

    /// <summary>
    /// How many of the first steps a prediction and a gradient have in common: they differ only in where results lie, since a gradient keeps them all
    /// and a prediction uses memory again.
    /// </summary>
    public int SharedForward
    {
        get
        {
            if (Training is null || SampleForm is not null)
                return 0;
            int shared = 0;
            int most = Math.Min(Training.ForwardCount, Prediction.Steps.Count);
            while (shared < most && Prediction.Steps[shared] == Training.Schedule.Steps[shared])
                shared++;
            return shared;
        }
    }
}

/// <summary>Where one parameter lies: <paramref name="Rows"/> outputs, stored as <paramref name="PaddedRows"/>, of <paramref name="Columns"/> values each.</summary>
internal sealed record ParameterPlan(
    int Node, int Index, string Layer, string Role, TensorShape Shape, int Offset, int Rows, int Columns, int PaddedRows, Initialization Initialization, bool IsTrainable, ConvolutionPacking? Packing)
{
    public string Name => Layer + "." + Role;

    /// <summary>The columns as stored.</summary>
    public int StoredColumns => Packing?.Columns ?? Columns;
}

/// <summary>How the weight of a convolution is packed: for each place of the window all input channels as stored.</summary>
internal sealed record ConvolutionPacking(int Taps, int StoredChannels, int Groups)
{
    public int Columns => Taps * StoredChannels;
}

/// <summary>A row of the summary.</summary>
internal sealed record LayerPlan(string Name, string Kind, TensorShape OutputShape, int ParameterCount, long ForwardFlops, string Form);

/// <summary>The steps of one pass and the memory that they share.</summary>
/// <param name="Steps">What is computed, in order.</param>
/// <param name="Buffers">The intermediate results; each has room for <paramref name="Capacity"/> samples.</param>
/// <param name="Output">The buffer that holds the output at the end.</param>
/// <param name="Capacity">The samples that are computed in one go; larger batches take several.</param>
/// <param name="Length">The floats of all the memory.</param>
internal sealed record Schedule(EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers, int Output, int Capacity, int Length);

/// <summary>An intermediate result.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Width">The values of one sample.</param>
/// <param name="Stride">The floats from one sample to the next.</param>
/// <param name="Offset">Where it starts in the workspace.</param>
internal sealed record BufferPlan(string Name, int Width, int Stride, int Offset)
{
    /// <summary>Stands for the caller's input, which is no buffer of ours.</summary>
    public const int Input = -1;

    /// <summary>Stands for no buffer.</summary>
    public const int None = -2;

    // Parameters count down from here.
    private const int FirstParameter = -3;

    /// <summary>Stands for a parameter that lies in memory as one row does, and is repeated for every sample.</summary>
    public static int OfParameter(int parameter) => FirstParameter - parameter;

    /// <summary>Whether a number stands for a parameter, and which.</summary>
    public static bool IsParameter(int buffer, out int parameter)
    {
        parameter = FirstParameter - buffer;
        return parameter >= 0;
    }
}

/// <summary>A loss and its gradient.</summary>
/// <param name="Schedule">All steps and buffers.</param>
/// <param name="ForwardCount">How many of the steps are the forward pass; the loss's step follows them.</param>
/// <param name="PropagateCount">How many of the steps treat each sample alone; the parameters' gradients, which sum over samples, follow.</param>
/// <param name="Losses">Where the samples' losses lie in the workspace.</param>
/// <param name="ScaleOutputs">What the mean divides by besides the samples: the outputs, or 1.</param>
/// <param name="InputGradient">The buffer of the gradient by the input, or <see cref="BufferPlan.None"/>.</param>
/// <param name="LengthWithInputGradient">The floats of the memory when the gradient by the input is wanted too.</param>
internal sealed record TrainingPlan(Schedule Schedule, int ForwardCount, int PropagateCount, int Losses, int ScaleOutputs, int InputGradient, int LengthWithInputGradient);
