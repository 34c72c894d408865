using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>What the checker knows about one kind of layer: its arguments, its shapes and how it ends.</summary>
internal abstract class LayerRule
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>The runtime type of the generated property with the layer's parameters, or null when it has none.</summary>
    public virtual string? ParametersType => null;

    /// <summary>Why the argument Trainable changes nothing; null when it does.</summary>
    public virtual string? WhyNotTrainable => ParametersType is null ? "the layer has no parameters" : null;

    /// <summary>Checks what can be judged without knowing the input.</summary>
    public abstract void CheckArguments(LayerSpec layer, LayerReport report);

    /// <summary>The shape of one sample's output, or null after reporting that the input does not fit.</summary>
    public abstract EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report);

    /// <summary>The shape of one sample's output for several inputs; layers that join override it.</summary>
    public virtual EquatableArray<int>? OutputShape(LayerSpec layer, IReadOnlyList<EquatableArray<int>> inputs, LayerReport report) =>
        OutputShape(layer, inputs[0], report);

    /// <summary>Whether the layer, without its activation, is a linear map: two of them in a row are one.</summary>
    public virtual bool IsLinearMap => false;

    /// <summary>The number of trainable values; a floating-point number because it cannot overflow.</summary>
    public virtual double ParameterCount(LayerSpec layer, EquatableArray<int> input) => 0;

    /// <summary>The number of values that the parameters take in the flat buffer, padding included, or a little more.</summary>
    public virtual double BufferLength(LayerSpec layer, EquatableArray<int> input) => ParameterCount(layer, input);

    /// <summary>
    /// The activation that the layer ends with, <c>Linear</c> for none, or null when it leaves what comes before it as it is.
    /// </summary>
    public virtual string? EndActivation(LayerSpec layer) => null;

    /// <summary>The property that sets <see cref="EndActivation"/>.</summary>
    public virtual string? ActivationArgument => null;

    /// <summary>The property that sets the number of values of the parameters and the output.</summary>
    public virtual string? SizeArgument => null;

    /// <summary>Whether the output has the values of the input, in their order.</summary>
    public virtual bool IsIdentity(LayerSpec layer) => false;
}
