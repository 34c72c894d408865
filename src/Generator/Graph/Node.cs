using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Graph;

/// <summary>A primitive operation of the graph: what the compiler can differentiate and plan.</summary>
/// <param name="Label">The layer the node belongs to, for names in the generated code.</param>
/// <param name="Shape">The shape of the result, without the batch.</param>
/// <param name="IsBatched">Whether there is one result per sample.</param>
/// <param name="Operands">The nodes it reads, by their positions in the graph; all come before it.</param>
internal abstract record Node(string Label, TensorShape Shape, bool IsBatched, EquatableArray<int> Operands)
{
    /// <summary>What it is in its layer, as <c>inputGate</c>; null when the layer's name says enough.</summary>
    public string? Meaning { get; init; }

    /// <summary>What tells it from others of its kind, for people; may be empty.</summary>
    public virtual string Detail => string.Empty;

    /// <summary>Whether it is a parameter of one row for each step of a sequence.</summary>
    public bool IsStepTable { get; init; }

    /// <summary>Whether its operands can receive a gradient.</summary>
    public virtual bool HasGradient => true;

    /// <summary>Whether it is a parameter or a running statistic of the model.</summary>
    public virtual bool IsParameter => false;

    /// <summary>
    /// Whether the value of a step of a sequence is made of what the same step and earlier ones have, so that steps can be computed as they
    /// arrive.
    /// </summary>
    /// <param name="nodes">The graph.</param>
    public virtual bool IsStepwise(IReadOnlyList<Node> nodes) => false;

    /// <summary>Whether it is a part of one step of a stream that asks for the number of the step: such a stream has an end.</summary>
    public virtual bool KnowsStep => false;

    /// <summary>Whether it is computed as a row of values, whatever its shape.</summary>
    public virtual bool IsRow => false;

    /// <summary>Whether it is the sum of two operands and nothing else.</summary>
    public virtual bool IsSum => false;

    /// <summary>The activation that it applies, or null.</summary>
    public virtual NamedActivation? Applied => null;

    /// <summary>How it walks over the first operand, an image, or null when it does not need what lies around one.</summary>
    public virtual WindowReading? Reading => null;

    /// <summary>Which part of its operand it is, where that lies: nothing has to be computed. Null when something has.</summary>
    public virtual OperandPart? Part => null;

    /// <summary>How each value follows from those at the same place of the operands, or null when it takes others too.</summary>
    public virtual PlaceFormula? Formula => null;

    /// <summary>Whether it is the channels of its operands, those of one behind those of the other.</summary>
    public virtual bool IsConcatenation => false;

    /// <summary>Whether every value of the result is the operand's at the same place, outside of a gradient.</summary>
    public virtual bool KeepsValues => false;

    /// <summary>Whether it may write its result over its first operand, where nobody else reads that.</summary>
    public virtual bool CanOverwrite => false;

    /// <summary>Whether its only reader may do so: the result has a place of its own, and its own gradient does not read it.</summary>
    public virtual bool MayBeOverwritten => false;

    /// <summary>Whether the gradients of single samples need it: it is one of them, or a sum over the batch that they read.</summary>
    public virtual bool ServesSamples => IsBatched;

    /// <summary>Its place among the sums over the batch: those that may take others with them come first.</summary>
    public virtual int SumOrder => 2;

    /// <summary>Whether it is a loss.</summary>
    public virtual bool IsLoss => false;

    /// <summary>Whether it is the sum of the losses of several heads.</summary>
    public virtual bool IsSumOfLosses => false;

    /// <summary>What it divides the sum over a batch by, if it is a loss.</summary>
    public virtual MeanOver MeanOver => MeanOver.Samples;

    /// <summary>Whether it is a loss of steps of which not all count.</summary>
    public virtual bool HasLengths => false;

    /// <summary>Whether it is a loss whose targets are numbers of classes, some of which may count for nothing.</summary>
    public virtual bool HasClassTargets => false;

    /// <summary>Whether a loss is one of elements, of which those may be left out whose targets are missing.</summary>
    public virtual bool MayMissTargets => false;

    /// <summary>What a loss of sequences of labels is told; null for all else.</summary>
    public virtual LabelLoss? Labels => null;

    /// <summary>Whether it reads its first operand position by position, instead of as a row.</summary>
    public virtual bool ReadsPositions => false;

    /// <summary>The samples that a gradient needs at least.</summary>
    public virtual int LeastSamples => 1;

    /// <summary>Whether it is the sum of gradients of one parameter, each of which is added where that lies.</summary>
    public virtual bool AddsGradients => false;

    /// <summary>The multiplications of a weight that one sample takes.</summary>
    /// <param name="nodes">The graph.</param>
    public virtual long MultiplyAdds(IReadOnlyList<Node> nodes) => 0;
}

/// <summary>How a primitive walks over an image.</summary>
/// <param name="Window">The window.</param>
/// <param name="IsReverse">Whether the window slides over the result instead.</param>
internal sealed record WindowReading(Window Window, bool IsReverse);

/// <summary>A part of an operand.</summary>
/// <param name="Steps">How many steps further its values are: below 0 those of a step before. Beyond the ends there are zeros.</param>
/// <param name="FirstChannel">The first of its channels.</param>
internal sealed record OperandPart(int Steps, int FirstChannel);

/// <summary>A function of the values at one place.</summary>
/// <param name="Value">The function.</param>
/// <param name="Variables">The variable of each operand.</param>
/// <param name="Operands">The nodes that it reads.</param>
internal sealed record PlaceFormula(Expression Value, EquatableArray<string> Variables, EquatableArray<int> Operands);

/// <summary>The model's input.</summary>
internal sealed record InputNode(TensorShape Shape) : Node("input", Shape, true, EquatableArray<int>.Empty);

/// <summary>What the loss of a head compares its output with.</summary>
/// <param name="Shape">The values of a sample.</param>
/// <param name="Head">The head.</param>
internal sealed record TargetNode(TensorShape Shape, HeadPlace Head) : Node("target", Shape, true, EquatableArray<int>.Empty);

/// <summary>A loss among those of a model.</summary>
/// <param name="Name">The head's name; empty where the model has one loss.</param>
/// <param name="Index">Its position among the losses.</param>
/// <param name="Start">Where its targets start in the row of all targets of a sample.</param>
internal sealed record HeadPlace(string Name, int Index, int Start);

/// <summary>A trainable tensor.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Role">What it is in the layer: <c>weight</c> or <c>bias</c>.</param>
/// <param name="Shape">The shape in PyTorch's order.</param>
/// <param name="Initialization">How it starts.</param>
internal sealed record ParameterNode(string Label, string Role, TensorShape Shape, Initialization Initialization)
    : Node(Label, Shape, false, EquatableArray<int>.Empty)
{
    /// <summary>What the layer is called in files; null for <see cref="Node.Label"/>.</summary>
    public string? Key { get; init; }

    /// <summary>The name in files, as <c>hidden.weight</c>.</summary>
    public string Name => Owner + "." + Role;

    /// <summary>What the layer is called in files.</summary>
    public string Owner => Key ?? Label;

    /// <summary>Whether it lies in memory as a sample does: one value for each, in order.</summary>
    public bool IsElementwise { get; init; }

    /// <summary>Whether training changes it.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>Whether it is a running statistic, which gradients change and optimizers do not.</summary>
    public bool IsStatistic { get; init; }

    public override string Detail => Role;

    public override bool IsParameter => true;
}

/// <summary>How a parameter starts.</summary>
/// <param name="Kind">The member's name in the <c>Initializer</c> enumeration.</param>
/// <param name="Value">The constant, standard deviation or bound.</param>
/// <param name="FanIn">The inputs of one output.</param>
/// <param name="FanOut">The outputs of one input.</param>
internal sealed record Initialization(string Kind, double Value, int FanIn, int FanOut)
{
    /// <summary>The rows that start at one value whatever the others are.</summary>
    public ConstantRows Rows { get; init; } = ConstantRows.None;
}

/// <summary>Consecutive rows of a parameter that start at one value.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many; 0 for none.</param>
/// <param name="Value">Their value.</param>
internal sealed record ConstantRows(int First, int Count, double Value)
{
    public static ConstantRows None { get; } = new(0, 0, 0);
}

/// <summary>A function of one element of each operand; operands without a batch are repeated for every sample.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of the result and of every batched operand.</param>
/// <param name="Value">The function.</param>
/// <param name="Variables">The variable of each operand, in order.</param>
/// <param name="Activation">The activation, when this applies one: its derivative has a closed form.</param>
/// <param name="Operands">What it reads.</param>
/// <param name="IsBatched">Whether there is one result per sample; not when no operand has one.</param>
internal sealed record MapNode(
    string Label,
    TensorShape Shape,
    Expression Value,
    EquatableArray<string> Variables,
    NamedActivation? Activation,
    EquatableArray<int> Operands,
    bool IsBatched = true
) : Node(Label, Shape, IsBatched, Operands)
{
    public override string Detail => Value.ToString();

    public override bool IsSum => Activation is null && Operands.Count == 2 && Value is Sum { Left: Variable, Right: Variable };

    public override NamedActivation? Applied => Activation;

    public override PlaceFormula? Formula => new(Value, Variables, Operands);

    public override bool MayBeOverwritten => Activation is null;

    // What a parameter of all steps is in a step, its layer says.
    public override bool IsStepwise(IReadOnlyList<Node> nodes) =>
        Operands.All(operand =>
            nodes[operand].IsBatched || nodes[operand].Shape.Size == Shape.Extent(Axis.Channel) || nodes[operand].IsStepTable
        );

    // One for each value that a parameter scales.
    public override long MultiplyAdds(IReadOnlyList<Node> nodes) =>
        Operands.Any(operand => nodes[operand].IsParameter) && Scales(Value) ? Shape.Size : 0;

    private static bool Scales(Expression value) => value is Product or Quotient || value.Operands.Any(Scales);
}

/// <summary>An elementwise activation with the name it was declared by.</summary>
internal sealed record NamedActivation(string Name, ActivationDefinition Definition)
{
    /// <summary>What the type with its functions is called.</summary>
    public string TypeName { get; init; } = Name;
}

/// <summary>The gradient through an activation: <c>upstream * derivative</c>, from what the forward pass saved.</summary>
internal sealed record ActivationGradientNode(string Label, TensorShape Shape, NamedActivation Activation, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override PlaceFormula? Formula =>
        new(Activation.Definition.Gradient, new([Expressions.Variables.Upstream.Name, Activation.Definition.SavedVariable.Name]), Operands);
}

/// <summary>
/// The logarithm of a softmax: <c>x - log(sum(exp(x)))</c>, over an axis or, when that is null, all elements of a sample.
/// </summary>
internal sealed record LogSoftmaxNode(string Label, TensorShape Shape, Axis? Over, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => Over == Axis.Channel;
}

/// <summary>
/// The gradient through a <see cref="LogSoftmaxNode"/> of output y: <c>upstream - exp(y) sum(upstream)</c>. Operands: upstream, y.
/// </summary>
internal sealed record LogSoftmaxGradientNode(string Label, TensorShape Shape, Axis? Over, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>The gradient of a parameter that several nodes read: what each of them sends, in the order of the operands.</summary>
internal sealed record GradientSumNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, false, Operands)
{
    public override bool AddsGradients => true;
}

/// <summary>The sum over the batch.</summary>
internal sealed record BatchSumNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, false, Operands)
{
    public override int SumOrder => 1;
}
