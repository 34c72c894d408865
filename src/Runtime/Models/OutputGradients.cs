using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// An objective of the caller's: it reads the outputs of a batch, writes the gradient of the objective by each of them, and returns its
/// value. Where the objective is a mean over the batch, the gradient is divided by the samples too.
/// </summary>
/// <param name="outputs">n × OutputSize values.</param>
/// <param name="outputGradients">As many, all zero: what is not written has no part in the objective.</param>
/// <returns>The value of the objective, which is only handed on; 0 when nobody asks for it.</returns>
public delegate float OutputObjective(ReadOnlySpan<float> outputs, Span<float> outputGradients);

/// <summary>An <see cref="OutputObjective"/> with what it needs besides as an argument, so that a static lambda will do.</summary>
/// <param name="outputs">n × OutputSize values.</param>
/// <param name="outputGradients">As many, all zero: what is not written has no part in the objective.</param>
/// <param name="state">What the caller of the gradient gave: a class, a tuple, or a structure of spans.</param>
/// <returns>The value of the objective.</returns>
public delegate float OutputObjective<in TState>(ReadOnlySpan<float> outputs, Span<float> outputGradients, TState state)
    where TState : allows ref struct;

/// <summary>
/// A model whose gradient by the outputs comes from outside: those with <c>[Loss(Loss.OutputGradient)]</c>, or with that loss for each
/// output. Generated models implement it.
/// </summary>
public interface IOutputGradientModel
{
    /// <summary>
    /// Computes the outputs of a batch as a gradient does: dropout and noise act, and batch normalisation uses the statistics of the batch.
    /// Keeps what <see cref="Backward"/> reads. One pass of a model at a time; does not allocate once the handle has held as large a batch.
    /// </summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="outputs">Receives n × OutputSize values.</param>
    /// <param name="pass">Receives what the backward pass reads.</param>
    /// <exception cref="ArgumentException">A length is wrong, the batch is empty, or spans overlap; nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient with this model, or changes its
    /// parameters.</exception>
    void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, ForwardPass pass);

    /// <summary>
    /// Computes the gradient of a batch from that by its outputs: the products with the Jacobian, summed over the samples. One at a time;
    /// does not allocate.
    /// </summary>
    /// <param name="pass">What <see cref="Forward"/> has kept; afterwards it is used up.</param>
    /// <param name="outputGradients">n × OutputSize values. Where the objective is a mean over the batch, divide by the samples.</param>
    /// <param name="gradient">Receives the gradient by the parameters.</param>
    /// <param name="inputGradient">Receives n × InputSize values, the gradient by the inputs; empty when it is not wanted.</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is not finite, or spans overlap; nothing has been written, and the
    /// pass may still be used.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, it was another model's, it has been used up, or the
    /// parameters have changed since.</exception>
    void Backward(ForwardPass pass, ReadOnlySpan<float> outputGradients, Span<float> gradient, Span<float> inputGradient = default);
}

/// <summary>A gradient whose objective is the caller's; generated code uses it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OutputGradients
{
    /// <summary>Runs a forward pass, the objective, and a backward pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pass">A handle of the model's own.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="outputSize">The outputs of one.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="gradient">Receives the gradient by the parameters.</param>
    /// <param name="inputGradient">Receives the gradient by the inputs; empty when it is not wanted.</param>
    /// <returns>The value of the objective.</returns>
    public static float Run<TModel>(
        TModel model,
        ForwardPass pass,
        ReadOnlySpan<float> inputs,
        int samples,
        int outputSize,
        OutputObjective objective,
        Span<float> gradient,
        Span<float> inputGradient
    )
        where TModel : IOutputGradientModel
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Run(
            model,
            pass,
            inputs,
            samples,
            outputSize,
            objective,
            static (outputs, outputGradients, objective) => objective(outputs, outputGradients),
            gradient,
            inputGradient
        );
    }

    /// <summary>The same with what the objective needs besides.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pass">A handle of the model's own.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="outputSize">The outputs of one.</param>
    /// <param name="state">What the objective needs.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="gradient">Receives the gradient by the parameters.</param>
    /// <param name="inputGradient">Receives the gradient by the inputs; empty when it is not wanted.</param>
    /// <returns>The value of the objective.</returns>
    public static float Run<TModel, TState>(
        TModel model,
        ForwardPass pass,
        ReadOnlySpan<float> inputs,
        int samples,
        int outputSize,
        TState state,
        OutputObjective<TState> objective,
        Span<float> gradient,
        Span<float> inputGradient
    )
        where TModel : IOutputGradientModel
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(objective);
        int length = ElementCount.Of(samples, "samples", outputSize, "outputs", nameof(inputs));
        Span<float> rows = pass.Rows(checked(2 * length)),
            outputs = rows[..length],
            outputGradients = rows[length..];
        model.Forward(inputs, outputs, pass);
        outputGradients.Clear();
        float value = objective(outputs, outputGradients, state);
        model.Backward(pass, outputGradients, gradient, inputGradient);
        return value;
    }
}
