using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>One layer of the network as the walk found it.</summary>
/// <param name="Attribute">The position of its attribute.</param>
/// <param name="Spec">Its name and arguments.</param>
/// <param name="Definition">What is known about its kind.</param>
/// <param name="Parameters">The number of its trainable values.</param>
/// <param name="OutputShape">The shape of one sample's output.</param>
/// <param name="Inputs">The layers that it reads, by position among all layers; <see cref="LayerInputs.InputPosition"/> is the model's
/// input.</param>
internal sealed record LayerFacts(
    int Attribute,
    LayerSpec Spec,
    LayerDefinition Definition,
    double Parameters,
    TensorShape OutputShape,
    IReadOnlyList<int> Inputs
)
{
    public string? EndActivation { get; } = Definition.EndActivation(Spec);

    public bool HasParameters => Definition.ParametersTypeOf(Spec) is not null;
}

/// <summary>The network as far as its shapes are known.</summary>
/// <param name="Layers">The layers that are right, with their shapes.</param>
/// <param name="IsComplete">Whether those are all that were declared.</param>
internal sealed record NetworkFacts(IReadOnlyList<LayerFacts> Layers, bool IsComplete)
{
    /// <summary>
    /// The layer that decides the activation of what a layer puts out, or null for none. Meaningful when all layers are right.
    /// </summary>
    /// <param name="position">The position of the layer.</param>
    public LayerFacts? Head(int position)
    {
        while (position >= 0 && position < Layers.Count && Layers[position].EndActivation is null)
            position = Layers[position].Inputs[0];
        return position >= 0 && position < Layers.Count ? Layers[position] : null;
    }

    /// <summary>The position of the layer of that full name.</summary>
    public int IndexOf(string name)
    {
        for (int position = 0; position < Layers.Count; position++)
            if (Layers[position].Spec.Name == name)
                return position;
        return -1;
    }

    /// <summary>Whether the output is the input, in another shape at most.</summary>
    public bool IsIdentity
    {
        get
        {
            int position = Layers.Count - 1;
            while (position >= 0 && position < Layers.Count && Layers[position].Definition.IsIdentity(Layers[position].Spec))
                position = Layers[position].Inputs[0];
            return IsComplete && position < 0;
        }
    }

    /// <summary>The shape of what a layer reads first.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of the model's input.</param>
    public TensorShape InputShape(LayerFacts layer, TensorShape input) => layer.Inputs[0] < 0 ? input : Layers[layer.Inputs[0]].OutputShape;

    /// <summary>The layers that read the layer at a position.</summary>
    public IEnumerable<LayerFacts> Readers(int position) => Layers.Where(layer => layer.Inputs.Contains(position));
}
