using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>One kernel call of a schedule. Numbers name buffers of the schedule (or <see cref="BufferPlan.Input"/>) and parameters of the plan.</summary>
/// <param name="Label">The layer it belongs to.</param>
/// <param name="OnRequest">Whether it serves the gradient by the input alone, which callers may leave out.</param>
internal abstract record Step(string Label, bool OnRequest)
{
    /// <summary>Whether the threads of a gradient share it by outputs, as a phase of its own, instead of by samples.</summary>
    public virtual bool SharesOutputs => false;
}

/// <summary>The constants of a product of a batch with a packed weight.</summary>
internal sealed record ContractionShape(int Inner, int Columns, int Block, int LeftStride, int OutputStride);

/// <summary>
/// <c>y = activation(x W + b)</c>; the sums before the activation are kept in <paramref name="Saved"/> when the gradient needs them. With a <paramref name="Table"/> the sums are normalised first, and
/// that has the bias.
/// </summary>
internal sealed record ContractionStep(
    string Label, int Input, int Weight, int Bias, int Table, NamedActivation? Activation, int Output, int Saved, ContractionShape Shape)
    : Step(Label, false)
{
    public override bool SharesOutputs => OutputSharing.Pays(Shape);

    /// <summary>Whether the activation is applied in registers, or in a second pass. A table needs whole sums, which a product of several blocks has only in the end.</summary>
    public bool InRegisters => Table < 0 && (Activation is null || EpilogueCost.FitsRegisters(Activation.Definition.Value));
}

/// <summary>A softmax of each row, in place.</summary>
internal sealed record SoftmaxStep(string Label, int Buffer) : Step(Label, false);

/// <summary>A function of one element of each operand.</summary>
internal sealed record MapStep(
    string Label, bool OnRequest, Expression Value, EquatableArray<string> Variables, EquatableArray<int> Inputs, int Output)
    : Step(Label, OnRequest), IMapStep;

/// <summary>The samples' losses and the derivative by the prediction or, fused with an activation, by what stands before it.</summary>
internal sealed record ElementLossStep(LossDefinition Loss, NamedActivation? Activation, int Output, int Saved, int Delta) : Step("loss", false);

/// <summary>The samples' losses and, over the logits, the derivative.</summary>
internal sealed record SoftmaxCrossEntropyStep(int Logits) : Step("loss", false);

/// <summary>The gradient through a softmax, over the gradient of its output.</summary>
internal sealed record SoftmaxGradientStep(string Label, bool OnRequest, int Output, int Delta) : Step(Label, OnRequest);

/// <summary>The gradient of a weight, and of the bias that was added to its product, or -1.</summary>
internal sealed record WeightGradientStep(string Label, int Input, int Delta, int Weight, int Bias, int LeftStride, int RightStride) : Step(Label, false);

/// <summary>The gradient of a bias that no weight takes with it.</summary>
internal sealed record BiasGradientStep(string Label, int Delta, int Bias, int RightStride) : Step(Label, false);

/// <summary>
/// The gradient of a layer's input, through the activation that made that input when one is fused. The weight is repacked first, to
/// <paramref name="Transposed"/> in the workspace.
/// </summary>
internal sealed record InputGradientStep(
    string Label, bool OnRequest, int Delta, int Weight, NamedActivation? Activation, int Saved, int Output, int Transposed, ContractionShape Shape)
    : Step(Label, OnRequest), IRepackingStep
{
    public override bool SharesOutputs => OutputSharing.Pays(Shape);

    public Step WithTransposed(int place) => this with { Transposed = place };

    /// <summary>Whether the activation's gradient is applied in registers, or in a second pass.</summary>
    public bool InRegisters => Activation is null || EpilogueCost.FitsRegisters(Activation.Definition.Gradient);
}
