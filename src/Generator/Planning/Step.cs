using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Planning;

/// <summary>What a step runs over.</summary>
internal enum Domain
{
    /// <summary>Each sample alone: threads share the samples.</summary>
    Samples,

    /// <summary>The whole batch, once: one thread does it while no other step runs.</summary>
    Boundary,

    /// <summary>A sum over the samples for each value of a parameter: threads share the values.</summary>
    Parameters,
}

/// <summary>
/// One step of a schedule: the calls it is printed as, and what those need. What it reads and writes follows from the calls.
/// </summary>
/// <param name="Label">The layer it belongs to.</param>
/// <param name="ForInputGradient">Whether it serves the gradient by the input alone, which callers may leave out.</param>
/// <param name="Domain">What it runs over.</param>
/// <param name="Code">Comments and calls.</param>
internal sealed record Step(string Label, bool ForInputGradient, Domain Domain, EquatableArray<CodeLine> Code)
{
    /// <summary>What the summary says of the layer, or null when the step only moves values for another one.</summary>
    public string? Explanation { get; init; }

    /// <summary>The calls for a part of the outputs of the whole batch, when the threads of a gradient share the step by outputs.</summary>
    public EquatableArray<CodeLine>? Part { get; init; }

    /// <summary>The weights that are repacked first.</summary>
    public EquatableArray<Repacking> Repackings { get; init; } = EquatableArray<Repacking>.Empty;

    /// <summary>The step in straight-line code, or null.</summary>
    public SampleForm? Sample { get; init; }

    /// <summary>Whether the samples' losses are computed.</summary>
    public bool IsLoss { get; init; }

    /// <summary>Whether random numbers are drawn.</summary>
    public bool IsNoise { get; init; }

    /// <summary>Whether a sample is so much work that threads share samples one by one.</summary>
    public bool IsLargePerSample { get; init; }

    /// <summary>All pieces of the calls.</summary>
    public IEnumerable<Piece> Pieces => Code.SelectMany(line => line.Pieces).Select(piece => piece.Inner);

    /// <summary>The buffers that are written.</summary>
    public IEnumerable<int> Written => Places(Access.Write);

    /// <summary>The buffers that are read or written.</summary>
    public IEnumerable<int> Buffers => Places(Access.Change);

    private IEnumerable<int> Places(Access access) =>
        Pieces.OfType<IPlace>().Where(place => place.Buffer >= 0 && (place.Access & access) != 0).Select(place => place.Buffer).Distinct();
}

/// <summary>A weight that a step repacks, before all samples, to a place in the workspace.</summary>
/// <param name="Name">The name of the place.</param>
/// <param name="Length">Its floats.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Call">The call that repacks.</param>
/// <param name="IsShared">Whether threads share the work.</param>
internal sealed record Repacking(string Name, int Length, int Place, CodeLine Call, bool IsShared);

/// <summary>What a step computes, for a network that is small enough to keep a sample in registers.</summary>
internal abstract record SampleForm;

/// <summary>A product with a packed weight, one vector of outputs, with its bias and its activation, or the gradient through one.</summary>
/// <param name="Input">The buffer that is multiplied.</param>
/// <param name="Weight">The parameter.</param>
/// <param name="Bias">The parameter that is added, or -1.</param>
/// <param name="Activation">The activation, or null.</param>
/// <param name="Output">The buffer of the result.</param>
/// <param name="Saved">The buffer of the sums before the activation, or of what its gradient reads; or
/// <see cref="BufferPlan.None"/>.</param>
/// <param name="Shape">The constants.</param>
/// <param name="Repacked">The name of the repacked weight of an input's gradient, or null in a forward pass.</param>
internal sealed record ProductForm(
    int Input,
    int Weight,
    int Bias,
    AppliedFunction? Activation,
    int Output,
    int Saved,
    ProductShape Shape,
    string? Repacked
) : SampleForm;

/// <summary>An activation as straight-line code applies it.</summary>
/// <param name="Name">The name that people know.</param>
/// <param name="Type">The type that has its value and its gradient.</param>
/// <param name="Value">How long the value's code is.</param>
/// <param name="Gradient">How long the gradient's code is.</param>
internal sealed record AppliedFunction(string Name, GeneratedType Type, FunctionLength Value, FunctionLength Gradient);

/// <summary>The length of a function's code.</summary>
/// <param name="Operations">The operations of vectors, those of the functions it calls included.</param>
/// <param name="IsLong">Whether it is called where straight-line code has no room to inline it.</param>
internal sealed record FunctionLength(int Operations, bool IsLong);

/// <summary>A softmax of a row, in place.</summary>
internal sealed record SoftmaxForm(int Buffer) : SampleForm;

/// <summary>A loss, after which the gradient starts in a buffer.</summary>
internal sealed record LossForm(int Delta) : SampleForm;

/// <summary>The gradient of a weight and of the bias that was added to its product, or -1.</summary>
internal sealed record WeightGradientForm(int Input, int Delta, int Weight, int Bias) : SampleForm;

/// <summary>The constants of a product of a batch with a packed weight.</summary>
internal sealed record ProductShape(int Inner, int Columns, int Block, int LeftStride, int OutputStride)
{
    /// <summary>The constants as a type.</summary>
    public GeneratedType Type =>
        GeneratedType.Constants(
            GeneratedTypeKind.Product,
            "IContractionShape",
            $"{Text.Of(Inner)} values in, {Text.Of(Columns)} out (padded), summed {Text.Of(Block)} at a time.",
            ("Inner", Inner),
            ("Columns", Columns),
            ("Block", Block),
            ("LeftStride", LeftStride),
            ("OutputStride", OutputStride)
        );
}
