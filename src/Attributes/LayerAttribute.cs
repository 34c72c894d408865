namespace ModelCompiler;

/// <summary>
/// The base of every attribute that declares a layer. The order of the attributes on the class is the order of execution.
/// </summary>
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name: the generated member is its PascalCase form (<c>Hidden</c>), the parameters' names its
    /// snake_case form (<c>hidden.weight</c>). By default the kind with a running number: <c>dense1</c>, <c>dense2</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// What the layer is called in files, where that is no C# name: with <c>Name = "Stem1", Key = "stem.0"</c> the member is <c>Stem1</c>
    /// and the parameters are <c>stem.0.weight</c> and <c>stem.0.bias</c>, as PyTorch's <c>nn.Sequential</c> calls them. By default the
    /// snake_case form of <see cref="Name"/>. On the use of a block it stands before the keys of the block's layers; an empty one adds
    /// nothing to them.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// The name of the layer whose output this one reads, in any of its forms; it must stand above. <c>"input"</c> is the model's input. By
    /// default the layer directly above.
    /// </summary>
    public string? From { get; set; }

    /// <summary>
    /// Whether training changes the layer's parameters; true by default. The gradient of a frozen layer's parameters is zero and costs
    /// nothing, and a trainer leaves them as they are, weight decay included. What lies below still learns. Layers can also be frozen while
    /// the program runs: <c>model.Hidden.Freeze()</c>, <c>model.Freeze("stem*")</c>.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
