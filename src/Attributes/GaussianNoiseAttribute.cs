namespace ModelCompiler;

/// <summary>
/// A layer that, while training, adds normally distributed noise of mean 0 to each value. It acts in <c>Gradient</c> alone: predictions and
/// losses are without it. As Keras' <c>GaussianNoise</c>.
/// </summary>
/// <param name="standardDeviation">The standard deviation of the noise, 0 or more.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GaussianNoiseAttribute(double standardDeviation) : LayerAttribute
{
    /// <summary>The standard deviation of the noise, 0 or more.</summary>
    public double StandardDeviation { get; } = standardDeviation;
}
