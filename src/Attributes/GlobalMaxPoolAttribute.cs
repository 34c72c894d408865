namespace ModelCompiler;

/// <summary>The largest value of each channel of an image or a signal: [channels, ...] becomes [channels].</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
