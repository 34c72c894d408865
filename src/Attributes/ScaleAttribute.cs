namespace ModelCompiler;

/// <summary>
/// A learned factor, and a learned shift, for each value of a sample: <c>y = weight x + bias</c>, element by element. The factors start at
/// 1, the shifts at 0.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>Whether the layer adds a bias; true by default.</summary>
    public bool Bias { get; set; } = true;
}
