namespace ModelCompiler;

/// <summary>Makes one row of all values, in the order of the dimensions (channels first): [16, 5, 5] becomes [400].</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
