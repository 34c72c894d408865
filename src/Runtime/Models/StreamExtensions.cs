namespace ModelCompiler;

/// <summary>What follows from computing a sequence step by step.</summary>
public static class StreamExtensions
{
    /// <summary>
    /// Computes the next steps of a stream, as many as are given: a sequence may be cut into chunks of any lengths, and the outputs have
    /// the same bits. Does not allocate. Thread-safe as <see cref="IStreamingModel{TSelf}.Step"/> is: a state serves one call at a time.
    /// </summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="inputs">n × <see cref="IStreamingModel{TSelf}.StepInputSize"/> values, step after step; there may be none.</param>
    /// <param name="state">What the steps before have left, which becomes what the last of these leaves.</param>
    /// <param name="outputs">Receives n × <see cref="IStreamingModel{TSelf}.StepOutputSize"/> values.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of steps, the outputs are not as many, or the spans overlap;
    /// nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a step of the state.</exception>
    public static void Process<TModel>(this TModel model, ReadOnlySpan<float> inputs, StreamState<TModel> state, Span<float> outputs)
        where TModel : class, IStreamingModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(state);
        (int input, int output) = (TModel.StepInputSize, TModel.StepOutputSize);
        int steps = inputs.Length / input;
        if (steps * input != inputs.Length)
            throw new ArgumentException($"A step has {input} values, and {inputs.Length} are no whole number of steps.", nameof(inputs));
        if ((long)steps * output != outputs.Length)
            throw new ArgumentException(
                $"{steps} steps have {(long)steps * output} outputs, but there is room for {outputs.Length}.",
                nameof(outputs)
            );
        if (inputs.Overlaps(outputs))
            throw new ArgumentException("The outputs must not overlap the inputs.", nameof(outputs));
        for (int step = 0; step < steps; step++)
            model.Step(inputs.Slice(step * input, input), state, outputs.Slice(step * output, output));
    }
}
