namespace ModelCompiler;

/// <summary>
/// A layer that multiplies the outputs of other layers, element by element, as a gate does. All shapes must be equal.
/// </summary>
/// <param name="input">The name of a layer above. When it is the only one, the layer joins it to the one directly above (or to
/// <see cref="LayerAttribute.From"/>).</param>
/// <param name="others">The names of more layers above: the layer joins exactly those that are named, in their order.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MultiplyAttribute(string input, params string[] others) : JoinAttribute(input, others);
