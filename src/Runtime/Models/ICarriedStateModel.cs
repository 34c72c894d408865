namespace ModelCompiler;

/// <summary>
/// A model of sequences whose recurrent layers can begin where those of another sequence have ended, in a prediction, a loss and a
/// gradient: what
/// <see cref="Trainer{TModel}.CarriedState"/> needs. Generated models implement it for the interface alone, when they have a loss and
/// recurrent layers that go forwards only.
/// </summary>
/// <remarks>
/// The gradient is cut at the beginning of a sequence (truncated backpropagation through time): the state it begins with is a constant.
/// Layers that are not recurrent see each sequence alone.
/// </remarks>
public interface ICarriedStateModel
{
    /// <summary>The floats of all states of one sequence, at least 1: those of the layers in their order, an LSTM's memory before
    /// its state.</summary>
    int CarriedStateSize { get; }

    /// <summary>Predicts sequences that go on from states. Does not allocate; re-entrant, as long as no two calls share states.</summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="states">n × <see cref="CarriedStateSize"/> values: what each sequence begins with, zeros for a new one, which becomes
    /// what it ends with.</param>
    /// <param name="outputs">Receives n × OutputSize values.</param>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap; nothing has been written.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> states, Span<float> outputs);

    /// <summary>
    /// The loss of sequences that go on from states. Does not allocate after a thread's first; re-entrant, as long as no two calls share
    /// states.
    /// </summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="targets">The targets as values; empty when they are class indices.</param>
    /// <param name="classes">The targets as class indices; empty when they are values.</param>
    /// <param name="states">As for <see cref="Predict"/>.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap; nothing has been written.</exception>
    /// <exception cref="NotSupportedException">The loss has no classes.</exception>
    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, Span<float> states);

    /// <summary>The loss of sequences that go on from states, and its gradient. One at a time; does not allocate after the first.</summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="targets">The targets as values; empty when they are class indices.</param>
    /// <param name="classes">The targets as class indices; empty when they are values.</param>
    /// <param name="states">As for <see cref="Predict"/>.</param>
    /// <param name="gradient">Receives the gradient by the parameters.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap; nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient with this model, or changes its
    /// parameters.</exception>
    /// <exception cref="NotSupportedException">The loss has no classes.</exception>
    float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<int> classes,
        Span<float> states,
        Span<float> gradient
    );
}
