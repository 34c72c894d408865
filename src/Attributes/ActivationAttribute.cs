namespace ModelCompiler;

/// <summary>
/// A layer that applies an activation to the output of the layer above it: one of the vocabulary, or a method of one's own. It is
/// computed together with the layer above where that can be.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute : ActivatedLayerAttribute
{
    /// <summary>An activation of the vocabulary.</summary>
    /// <param name="kind">The activation.</param>
    public ActivationAttribute(Activation kind)
    {
        Kind = kind;
    }

    /// <summary>An activation of one's own.</summary>
    /// <param name="functions">The type that declares the method.</param>
    /// <param name="function">The name of a static method marked <see cref="ScalarFunctionAttribute"/>, as by <c>nameof</c>.</param>
    public ActivationAttribute(Type functions, string function)
    {
        Functions = functions;
        Function = function;
    }

    /// <summary>The activation, unless it is <see cref="Function"/>.</summary>
    public Activation Kind { get; }

    /// <summary>The type that declares <see cref="Function"/>, or null.</summary>
    public Type? Functions { get; }

    /// <summary>The name of the method that is applied to every value, or null for <see cref="Kind"/>.</summary>
    public string? Function { get; }
}
