namespace ModelCompiler;

/// <summary>
/// Puts the layers of a block in this place, as if they had been written here. It reads one layer, as others do, and its output is that of
/// the block's last layer.
/// </summary>
/// <remarks>
/// Without a name the use is called after the block with a running number: <c>residual_block1</c>. The layers inside have its name before
/// their own, as in PyTorch: <c>residual_block1.conv2d1.weight</c>, and with <see cref="Repeat"/> also the number of the repetition, from
/// 0: <c>residual_block1.0.conv2d1.weight</c>. In C# the dots are underscores: <c>ResidualBlock1_0_Conv2d1</c>. Not
/// <see cref="LayerAttribute.Trainable"/>, the use freezes all its layers.
/// </remarks>
/// <typeparam name="TBlock">
/// A class marked with <see cref="BlockAttribute"/>, here or in another assembly. A class marked with <see cref="ModelAttribute"/> will do:
/// what counts then are its layers, not its input, loss and weights.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UseAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>
    /// How many times the block stands here, one behind the other, each with parameters of its own; at least 1. By default once, and then
    /// the layers' names have no number.
    /// </summary>
    public int Repeat { get; set; } = 1;
}
