namespace ModelCompiler;

/// <summary>Declares the loss that training minimises. A model without one can only predict.</summary>
/// <param name="kind">The loss.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute(Loss kind) : Attribute
{
    /// <summary>The loss.</summary>
    public Loss Kind { get; } = kind;

    /// <summary>The threshold of <see cref="Loss.Huber"/> between its quadratic and its linear part; 1 by default.</summary>
    public double Delta { get; set; } = 1;
}
