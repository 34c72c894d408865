namespace ModelCompiler;

/// <summary>
/// Adds a learned vector to each step of a sequence, <c>y[step] = x[step] + P[step]</c>, with <c>P</c> of shape [steps, features]: what a
/// model that treats all steps alike, as attention does, knows of their order.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LearnedPositionsAttribute : LayerAttribute
{
    /// <summary>
    /// How the vectors start. <see cref="Initializer.Default"/> is a normal distribution of standard deviation 1, as that of PyTorch's
    /// <c>nn.Embedding</c>; with Keras's defaults (<see cref="InitializeAttribute"/>) uniform within 0.05.
    /// </summary>
    public Initializer WeightInitializer { get; set; }

    /// <summary>The parameter of <see cref="WeightInitializer"/>: the constant, the standard deviation or the bound.</summary>
    public double WeightInitializerValue { get; set; }
}
