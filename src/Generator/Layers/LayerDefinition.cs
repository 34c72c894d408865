using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// One kind of layer: the attribute of the same name becomes primitives here. A layer states its forward pass only; gradients, plan and
/// code follow from the primitives.
/// </summary>
internal abstract class LayerDefinition
{
    /// <summary>
    /// The member of a generated class that says what is frozen at run time: parameters that can be frozen are constructed with it.
    /// </summary>
    public const string Freezing = "_freezing";

    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>Adds the layer to the graph and returns its output.</summary>
    public abstract int Build(LayerSpec layer, int input, GraphBuilder graph);

    /// <summary>Adds the layer to the graph and returns its output; layers that join several inputs override it.</summary>
    public virtual int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) => Build(layer, inputs[0], graph);

    /// <summary>The kind as the summary shows it, as <c>Dense + Relu</c>.</summary>
    public abstract string Describe(LayerSpec layer);

    /// <summary>
    /// What the runtime type of the layer's parameters is constructed with, after the description and the buffer: by default the positions
    /// of a weight and of a bias, -1 for none.
    /// </summary>
    /// <param name="layer">The declaration.</param>
    /// <param name="first">The position of the layer's first parameter among the model's.</param>
    /// <param name="count">The number of its parameters, which lie one after the other.</param>
    public virtual string ParameterArguments(LayerSpec layer, int first, int count) =>
        FormattableString.Invariant($"{first}, {(count > 1 ? first + 1 : -1)}, {Freezing}");
}
