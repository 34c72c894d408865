namespace ModelCompiler;

/// <summary>
/// A model of sequences that can be computed step by step, as the steps arrive: its recurrent layers go forwards only, its convolutions and
/// its attention are causal, and everything else works on each step alone.
/// </summary>
/// <typeparam name="TSelf">The model.</typeparam>
public interface IStreamingModel<TSelf> : IModel<TSelf>
    where TSelf : class, IStreamingModel<TSelf>
{
    /// <summary>The values of one step of the input.</summary>
    static abstract int StepInputSize { get; }

    /// <summary>The outputs of one step.</summary>
    static abstract int StepOutputSize { get; }

    /// <summary>
    /// The steps of the longest stream: those of the declared sequence for a model that keeps them all or knows their numbers, as attention
    /// and positions do; <see cref="long.MaxValue"/> for all others, whose streams have no end.
    /// </summary>
    static virtual long ContextLength => long.MaxValue;

    /// <summary>Creates a stream that has not seen any step. A model can have any number of them.</summary>
    StreamState<TSelf> CreateState();

    /// <summary>
    /// Computes the next step of a stream, with the same bits as in the middle of a whole sequence. Does not allocate. Any number of
    /// threads may do so at the same time, each with a state of its own.
    /// </summary>
    /// <param name="input">The <see cref="StepInputSize"/> values of the step.</param>
    /// <param name="state">What the steps before have left, which becomes what this one leaves.</param>
    /// <param name="output">Receives <see cref="StepOutputSize"/> values.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap; nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a step of the state, or the stream has seen
    /// <see cref="ContextLength"/> steps; nothing has been written.</exception>
    void Step(ReadOnlySpan<float> input, StreamState<TSelf> state, Span<float> output);
}
