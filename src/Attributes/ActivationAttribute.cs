namespace ModelCompiler;

/// <summary>A layer that applies an activation to the output of the layer above it.</summary>
/// <param name="kind">The activation.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute(Activation kind) : LayerAttribute
{
    /// <summary>The activation.</summary>
    public Activation Kind { get; } = kind;

    /// <summary>
    /// The activation's parameter: the slope of <see cref="Activation.LeakyRelu"/> below zero (0.01 by default) or the
    /// alpha of <see cref="Activation.Elu"/> (1 by default). Other activations have none.
    /// </summary>
    public double Alpha { get; set; }
}
