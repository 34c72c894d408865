namespace ModelCompiler;

/// <summary>A layer that subtracts from the output of one layer those of others, element by element. All shapes must be equal.</summary>
/// <param name="input">The name of a layer above. When it is the only one, it is subtracted from the layer directly above (or from
/// <see cref="LayerAttribute.From"/>).</param>
/// <param name="others">The names of more layers above, which are subtracted from the first one.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SubtractAttribute(string input, params string[] others) : JoinAttribute(input, others);
