namespace ModelCompiler;

/// <summary>
/// Marks a parameter of a <see cref="ScalarFunctionAttribute"/> that is learned: each layer with the function has its own, under the
/// layer's name and the parameter's, as <c>hidden.a</c>.
/// </summary>
/// <param name="start">Its value before training, a finite number.</param>
/// <param name="sharing">How many values it has; one for the whole layer by default.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LearnedAttribute(float start, ParameterSharing sharing = ParameterSharing.Shared) : Attribute
{
    /// <summary>Its value before training.</summary>
    public float Start { get; } = start;

    /// <summary>How many values it has.</summary>
    public ParameterSharing Sharing { get; } = sharing;
}
