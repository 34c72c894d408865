namespace ModelCompiler.Threads;

/// <summary>The memory that one pass over a batch reads and writes; generated code passes it to its steps.</summary>
public readonly ref struct BatchMemory
{
    /// <summary>The inputs, sample after sample.</summary>
    public required ReadOnlySpan<float> Inputs { get; init; }

    /// <summary>The model's flat parameters.</summary>
    public required ReadOnlySpan<float> Parameters { get; init; }

    /// <summary>The scratch memory of the pass.</summary>
    public required Span<float> Workspace { get; init; }

    /// <summary>The number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The outputs of a prediction; empty in a gradient.</summary>
    public Span<float> Outputs { get; init; }

    /// <summary>The targets as values; empty when they are classes, and in a prediction.</summary>
    public ReadOnlySpan<float> Targets { get; init; }

    /// <summary>The targets as class indices; empty when they are values, and in a prediction.</summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>How much each sample counts; empty when all count alike.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>Receives the gradient by the parameters.</summary>
    public Span<float> Gradient { get; init; }

    /// <summary>What derivatives of the samples' losses are multiplied by, to make a mean.</summary>
    public float Scale { get; init; }

    /// <summary>The same for each of several heads; empty where there is one loss.</summary>
    public ReadOnlySpan<float> Scales { get; init; }

    /// <summary>Whether the gradient goes on from what it holds.</summary>
    public bool Accumulate { get; init; }

    /// <summary>Whether layers that act while training alone, such as dropout, do.</summary>
    public bool WithNoise { get; init; }

    /// <summary>Which random numbers those layers use.</summary>
    public ulong RandomState { get; init; }

    /// <summary>The position of the first sample in the caller's batch, of which this may be a part.</summary>
    public int FirstSample { get; init; }

    /// <summary>The number of the step of a stream; 0 outside of streams.</summary>
    public int Step { get; init; }

    /// <summary>
    /// What the sequence of each sample begins with and, when it is done, has ended with; empty when all begin with zeros.
    /// </summary>
    public Span<float> States { get; init; }

    /// <summary>Whether the gradient by the inputs is wanted too.</summary>
    public bool WithInputGradient { get; init; }
}
