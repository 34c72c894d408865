namespace ModelCompiler;

/// <summary>
/// A layer that, while training, sets each value to zero with the probability <paramref name="rate"/> and divides the others by <c>1 -
/// rate</c> (Srivastava 2014). It acts in <c>Gradient</c> alone: predictions and losses are without it.
/// </summary>
/// <param name="rate">The part of the values that is dropped, in [0, 1).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The part of the values that is dropped, in [0, 1).</summary>
    public double Rate { get; } = rate;
}
