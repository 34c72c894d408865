namespace ModelCompiler.Generator.Expressions;

/// <summary>An activation that acts on each element alone.</summary>
/// <param name="Value">The function of <see cref="Variables.X"/>.</param>
/// <param name="Derivative">Its derivative, in <see cref="Variables.X"/>, in <see cref="Variables.Y"/>, or constant.</param>
/// <param name="SavedValue">What the forward pass must keep for <paramref name="Derivative"/>.</param>
internal sealed record ActivationDefinition(Expression Value, Expression Derivative, DerivativeInput SavedValue)
{
    /// <summary>A function of <see cref="Variables.X"/> with the derivative that follows from it.</summary>
    public static ActivationDefinition FromInput(Expression value) => FromInput(value, Expressions.Derivative.Of(value, Variables.X));

    /// <summary>A function of <see cref="Variables.X"/> with a derivative in it that is cheaper than the one that follows.</summary>
    public static ActivationDefinition FromInput(Expression value, Expression derivative) =>
        new(Simplifier.Simplify(value), derivative, DerivativeInput.PreActivation);

    /// <summary>
    /// The gradient of the activation's input from <see cref="Variables.Upstream"/>, the gradient of its output, and the saved value.
    /// </summary>
    public Expression Gradient { get; } = Expressions.Gradient.Of(Variables.Upstream, Derivative);

    /// <summary>The variable of the saved value.</summary>
    public Variable SavedVariable => SavedValue == DerivativeInput.Output ? Variables.Y : Variables.X;
}

/// <summary>Which value of the forward pass a derivative is computed from.</summary>
internal enum DerivativeInput
{
    /// <summary>None: the derivative is constant.</summary>
    None,

    /// <summary>The activation's input, <see cref="Variables.X"/>.</summary>
    PreActivation,

    /// <summary>The activation's output, <see cref="Variables.Y"/>.</summary>
    Output,
}
