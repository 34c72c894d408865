namespace ModelCompiler;

/// <summary>What the layers have in common that join the outputs of several others.</summary>
/// <param name="input">The name of a layer above. When it is the only one, the layer joins it to the one directly above (or to
/// <see cref="LayerAttribute.From"/>).</param>
/// <param name="others">The names of more layers above: the layer joins exactly those that are named, in their order.</param>
public abstract class JoinAttribute(string input, params string[] others) : LayerAttribute
{
    /// <summary>The name of the first layer; <c>"input"</c> is the model's input.</summary>
    public string Input { get; } = input;

    /// <summary>The names of the other layers.</summary>
    public string[] Others { get; } = others;
}
