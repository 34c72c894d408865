using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// One kind of layer: what its attribute's arguments may be, and the primitives that it becomes. A layer states its forward pass only;
/// shapes, numbers of parameters, gradients, plan and code follow from the primitives.
/// </summary>
internal abstract class LayerDefinition
{
    /// <summary>
    /// The member of a generated class that says what is frozen at run time: parameters that can be frozen are constructed with it.
    /// </summary>
    public const string Freezing = "_freezing";

    /// <summary>The value of an activation argument for none.</summary>
    protected const string Linear = "Linear";

    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>The runtime type of the generated property with the layer's parameters, or null when it has none.</summary>
    public virtual string? ParametersType => null;

    /// <summary>The same for a declared layer, which may have parameters that others of its kind lack.</summary>
    public string? ParametersTypeOf(LayerSpec layer) => ParametersType ?? (Learned(layer) > 0 ? "LayerParameters" : null);

    /// <summary>Why the argument Trainable changes nothing; null when it does.</summary>
    public virtual string? WhyNotTrainable(LayerSpec layer) => ParametersTypeOf(layer) is null ? "the layer has no parameters" : null;

    /// <summary>The property that sets <see cref="EndActivation"/>.</summary>
    public virtual string? ActivationArgument => null;

    /// <summary>The property that sets the number of values of the parameters and the output.</summary>
    public virtual string? SizeArgument => null;

    /// <summary>Whether the layer, without its activation, is a linear map: two of them in a row are one.</summary>
    public virtual bool IsLinearMap => false;

    /// <summary>Whether the layer is an activation and nothing else.</summary>
    public virtual bool IsActivation => false;

    /// <summary>Whether the layer disturbs its input while training.</summary>
    public virtual bool IsNoise => false;

    /// <summary>Whether the layer reads numbers of tokens, and nothing else.</summary>
    public virtual bool ReadsTokens => false;

    /// <summary>Whether the layer treats the steps of a sequence together, and asks how many count.</summary>
    public virtual bool CountsSteps => false;

    /// <summary>Whether the output has the values of the input, in their order.</summary>
    public virtual bool IsIdentity(LayerSpec layer) => false;

    /// <summary>
    /// The activation that the layer ends with, <c>Linear</c> for none, or null when it leaves what comes before it as it is.
    /// </summary>
    public virtual string? EndActivation(LayerSpec layer) => null;

    /// <summary>Checks what can be judged without knowing the input.</summary>
    public virtual void CheckArguments(LayerSpec layer, LayerReport report) { }

    /// <summary>
    /// Whether the layer can take inputs of these shapes; what is wrong is reported. The arguments are right by themselves. Only a layer
    /// that fits is built.
    /// </summary>
    public virtual bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) => true;

    /// <summary>Adds the layer to the graph and returns its output. Sizes may be such that no memory holds them.</summary>
    public abstract int Build(LayerSpec layer, int input, GraphBuilder graph);

    /// <summary>Adds the layer to the graph and returns its output; layers that join several inputs override it.</summary>
    public virtual int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) => Build(layer, inputs[0], graph);

    /// <summary>The kind as the summary shows it, as <c>Dense + Relu</c>.</summary>
    public virtual string Describe(LayerSpec layer) =>
        ActivationArgument is { } argument && layer.ActivationOf(argument, Linear) is var activation and not Linear
            ? Kind + " + " + activation
            : Kind;

    /// <summary>
    /// What the runtime type of the layer's parameters is constructed with, after the description and the buffer: by default the positions
    /// of a weight and of a bias, -1 for none.
    /// </summary>
    /// <param name="layer">The declaration.</param>
    /// <param name="first">The position of the layer's first parameter among the model's.</param>
    /// <param name="count">The number of its parameters, which lie one after the other.</param>
    public virtual string ParameterArguments(LayerSpec layer, int first, int count)
    {
        int learned = Learned(layer),
            own = count - learned;
        string weightAndBias = FormattableString.Invariant($"{(own > 0 ? first : -1)}, {(own > 1 ? first + 1 : -1)}, {Freezing}");
        return learned == 0 ? weightAndBias : weightAndBias + FormattableString.Invariant($", {first + own}, {learned}");
    }

    private static int Learned(LayerSpec layer) => layer.Function?.Learned.Count() ?? 0;
}
