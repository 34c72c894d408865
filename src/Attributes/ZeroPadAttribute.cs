namespace ModelCompiler;

/// <summary>Surrounds an image or a signal with zeros.</summary>
/// <param name="padding">The zeros at each end of each dimension, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ZeroPadAttribute(int padding) : LayerAttribute
{
    /// <summary>The zeros at each end of each dimension.</summary>
    public int Padding { get; } = padding;
}
