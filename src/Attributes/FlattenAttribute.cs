namespace ModelCompiler;

/// <summary>
/// A layer that takes an output of any shape as one flat list of values. Costs nothing: only the shape changes. <c>[Dense]</c> takes any shape as flat and needs no such layer.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
