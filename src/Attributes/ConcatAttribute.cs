namespace ModelCompiler;

/// <summary>
/// A layer that puts the outputs of other layers behind one another, along the first dimension (the channels of images). The other
/// dimensions must be equal.
/// </summary>
/// <param name="input">The name of a layer above. When it is the only one, the layer joins it to the one directly above (or to
/// <see cref="LayerAttribute.From"/>).</param>
/// <param name="others">The names of more layers above: the layer joins exactly those that are named, in their order.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(string input, params string[] others) : JoinAttribute(input, others);
