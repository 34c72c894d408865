namespace ModelCompiler;

/// <summary>A layer that applies an activation to the output of the layer above it.</summary>
/// <param name="kind">The activation.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute(Activation kind) : ActivatedLayerAttribute
{
    /// <summary>The activation.</summary>
    public Activation Kind { get; } = kind;
}
