namespace ModelCompiler;

/// <summary>Everything about a compiled model that does not change: names, shapes, sizes and the plan. Immutable and thread-safe.</summary>
public sealed class ModelDescription
{
    private readonly int? _trainableBufferLength;
    private readonly int? _targetSize;
    private ParameterSegments? _segments;
    private IReadOnlyList<ModelInput>? _inputs;
    private IReadOnlyList<ModelOutput>? _outputs;

    /// <summary>The name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>The number of values of one sample.</summary>
    public required int InputSize { get; init; }

    /// <summary>The number of outputs of one sample.</summary>
    public required int OutputSize { get; init; }

    /// <summary>The shape of one sample.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>
    /// Whether the last value of a sample is the number of its steps that count (<see cref="SequenceAttribute.HasLengths"/>).
    /// </summary>
    public bool HasLengths { get; init; }

    /// <summary>
    /// How many different tokens the values of a sample are numbers of (<see cref="TokensAttribute"/>); 0 for values that are what they
    /// are.
    /// </summary>
    public int Vocabulary { get; init; }

    /// <summary>The shape of one output.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>
    /// The number of target values of one sample: <see cref="OutputSize"/>, or with <see cref="Loss.SparseCategoricalCrossEntropy"/> one
    /// for each position that has classes, with <see cref="Loss.GaussianNegativeLogLikelihood"/> one for each mean, half of them, and with
    /// <see cref="Loss.ConnectionistTemporalClassification"/> the most labels of a sample.
    /// </summary>
    public int TargetSize
    {
        get => _targetSize ?? OutputSize;
        init => _targetSize = value;
    }

    /// <summary>
    /// With <see cref="Loss.SparseCategoricalCrossEntropy"/> the outputs from one class of a position to its next: 1 for samples and steps,
    /// as many as there are pixels for an image, whose classes are its channels.
    /// </summary>
    public int ClassStride { get; init; } = 1;

    /// <summary>
    /// With <see cref="Loss.ConnectionistTemporalClassification"/> the class that stands for no label; null with other losses.
    /// </summary>
    public int? Blank { get; init; }

    /// <summary>Whether a sample is a sequence of [steps, features] (<see cref="SequenceAttribute"/>).</summary>
    public bool IsSequence { get; init; }

    /// <summary>The inputs, whose values stand behind one another in the row of a sample; one for most models.</summary>
    public IReadOnlyList<ModelInput> Inputs
    {
        get => _inputs ??= [new("input", InputShape, 0) { IsSequence = IsSequence, Vocabulary = Vocabulary }];
        init => _inputs = value;
    }

    /// <summary>The outputs, whose values stand behind one another in the row of a sample's outputs; one for most models.</summary>
    public IReadOnlyList<ModelOutput> Outputs
    {
        get =>
            _outputs ??= [
                new("output", OutputShape, 0)
                {
                    Loss = Loss,
                    TargetSize = Loss is null ? 0 : TargetSize,
                    Blank = Blank,
                },
            ];
        init => _outputs = value;
    }

    /// <summary>The outputs with a loss, in the order of their targets and of <see cref="IModel{TSelf}.HeadLosses"/>.</summary>
    internal IEnumerable<ModelOutput> Heads => Outputs.Where(output => output.Loss is not null);

    /// <summary>The first output with a loss. Does not allocate.</summary>
    internal ModelOutput TrainedOutput
    {
        get
        {
            for (int output = 0; output < Outputs.Count; output++)
                if (Outputs[output].Loss is not null)
                    return Outputs[output];
            throw new InvalidOperationException($"{Name} has no loss.");
        }
    }

    /// <summary>Whether several outputs have losses. Does not allocate.</summary>
    internal bool HasSeveralHeads
    {
        get
        {
            int heads = 0;
            for (int output = 0; output < (_outputs?.Count ?? 0); output++)
                if (_outputs![output].Loss is not null)
                    heads++;
            return heads > 1;
        }
    }

    /// <summary>The number of values of all parameters, frozen ones included, running statistics not.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>
    /// The length of the flat parameter buffer and of every gradient: <see cref="ParameterCount"/> plus running statistics plus padding,
    /// which is always zero.
    /// </summary>
    public required int ParameterBufferLength { get; init; }

    /// <summary>
    /// The length of the part of the flat buffer, from its start on, that training changes: all of it unless layers are frozen
    /// (<c>Trainable = false</c>). An optimizer steps over this part alone, so that weight decay leaves frozen parameters as they are.
    /// </summary>
    public int TrainableBufferLength
    {
        get => _trainableBufferLength ?? ParameterBufferLength;
        init => _trainableBufferLength = value;
    }

    /// <summary>
    /// The length of the part of the flat buffer, at its very end, that holds running statistics
    /// (<see cref="ParameterDescriptor.IsStatistic"/>); 0 for most models. Gradients change it, optimizers never do.
    /// </summary>
    public int StatisticsBufferLength { get; init; }

    /// <summary>
    /// The fewest samples of a gradient: 2 when a batch normalisation has one value for each channel in a sample and so finds no variance
    /// in a single one, otherwise 1.
    /// </summary>
    public int LeastGradientSamples { get; init; } = 1;

    /// <summary>
    /// The scratch memory of one gradient, in bytes. That of a model with batch normalisation grows with the batch; this is then for one of
    /// up to 32 samples.
    /// </summary>
    public required long WorkspaceBytes { get; init; }

    /// <summary>
    /// The declared loss, or null when the model can only predict. Of several heads with losses it is
    /// <see cref="ModelCompiler.Loss.Custom"/>: <see cref="Outputs"/> has those.
    /// </summary>
    public required Loss? Loss { get; init; }

    /// <summary>
    /// Whether targets may be class indices: true for <see cref="Loss.CategoricalCrossEntropy"/> and
    /// <see cref="Loss.SparseCategoricalCrossEntropy"/>.
    /// </summary>
    public bool AcceptsClassTargets => Loss is ModelCompiler.Loss.CategoricalCrossEntropy || HasClassTargets;

    /// <summary>Whether targets are numbers of classes: true for <see cref="Loss.SparseCategoricalCrossEntropy"/>.</summary>
    internal bool HasClassTargets => Loss is ModelCompiler.Loss.SparseCategoricalCrossEntropy;

    /// <summary>The steps of an output that is a sequence which count, in a sample. Does not allocate.</summary>
    internal int StepsOf(ModelOutput output, ReadOnlySpan<float> sample) =>
        HasLengths && output.Shape[0] == InputShape[0] ? (int)sample[^1] : output.Shape[0];

    /// <summary>The layers, from input to output.</summary>
    public required IReadOnlyList<LayerDescription> Layers { get; init; }

    /// <summary>The parameters, in the order of the layers.</summary>
    public required IReadOnlyList<ParameterDescriptor> Parameters { get; init; }

    /// <summary>How much of a batch is computed in one go and in how much memory, as a sentence.</summary>
    public string Memory { get; init; } = string.Empty;

    /// <summary>A table of the layers (output shape, parameters, FLOPs, chosen form), the totals and the workspace.</summary>
    public string Summary => SummaryTable.Of(this);

    /// <summary>A stable text that names the architecture: equal texts mean that parameters can be exchanged.</summary>
    public required string Architecture { get; init; }

    /// <summary>How threads share an optimizer's step. Two threads that ask for the first time at once make two equal ones.</summary>
    internal ParameterSegments Segments => _segments ??= new ParameterSegments(this);

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public ParameterDescriptor Parameter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (ParameterDescriptor parameter in Parameters)
            if (parameter.Name == name)
                return parameter;
        throw new ArgumentException(
            $"{Name} has no parameter '{name}'. It has: {string.Join(", ", Parameters.Select(p => p.Name))}.",
            nameof(name)
        );
    }
}
