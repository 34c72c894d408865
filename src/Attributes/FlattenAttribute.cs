namespace ModelCompiler;

/// <summary>
/// A layer that takes an output of any shape as one flat list of values, in the order of the dimensions (channels first): [16, 5, 5]
/// becomes [400]. Only the shape changes, which costs nothing, except after a convolution or a pool, whose channels are put first.
/// <c>[Dense]</c> takes any shape as flat and needs no such layer.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
