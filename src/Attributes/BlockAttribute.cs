namespace ModelCompiler;

/// <summary>
/// Marks a class as a block: layers that belong together and that models take in with <see cref="UseAttribute{TBlock}"/>, once or many
/// times. The layers are declared by the attributes that follow on the same class, without an input and a loss. Nothing is generated for a
/// block.
/// </summary>
/// <remarks>
/// The names of a block's layers are its own: they cannot clash with names outside, and <c>From</c> looks among them. A block may use other
/// blocks, and may lie in another assembly. The class cannot be static, because C# allows no static class between the brackets of
/// <c>[Use&lt;…&gt;]</c>.
/// </remarks>
/// <example><code>
/// [Block]
/// [Conv2D(Block.Channels, 3, Activation.Relu, Padding = Padding.Same)]
/// [Conv2D(Block.Channels, 3, Padding = Padding.Same)]
/// [Add(Block.Input)]
/// [Activation(Activation.Relu)]
/// public sealed class ResidualBlock;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
