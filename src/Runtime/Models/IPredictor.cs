namespace ModelCompiler;

/// <summary>
/// What is needed to predict with a model whose type is not known: a thin view for lists, containers of dependency injection and tests.
/// Every compiled model implements it. Predictions are re-entrant: any number of threads may predict with one model as long as none writes
/// its parameters.
/// </summary>
/// <example><code>
/// services.AddSingleton&lt;IPredictor&gt;(DigitClassifier.CreateTrained());
/// </code></example>
public interface IPredictor
{
    /// <summary>The number of values of one sample.</summary>
    int InputSize { get; }

    /// <summary>The number of outputs of one sample.</summary>
    int OutputSize { get; }

    /// <summary>Predicts a whole number of samples. Does not allocate after the first call on a thread.</summary>
    /// <param name="inputs">n × InputSize values, sample after sample.</param>
    /// <param name="outputs">n × OutputSize values.</param>
    /// <exception cref="ArgumentException">A length is wrong, the batch is empty, or the spans overlap; nothing has been
    /// written.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Predicts the class of one sample: the position of the largest output, the first of equals; with a single output 1 when it is above
    /// one half, otherwise 0. Does not allocate after the first call on a thread.
    /// </summary>
    /// <param name="input">The values of one sample.</param>
    /// <exception cref="ArgumentException">The length is not one sample's.</exception>
    int PredictClass(ReadOnlySpan<float> input)
    {
        if (input.Length != InputSize)
            throw new ArgumentException($"A sample has {InputSize} values, but {input.Length} were given.", nameof(input));
        Span<float> outputs = PredictionScratch.GetOutput(OutputSize);
        Predict(input, outputs);
        return outputs.Length == 1 ? (outputs[0] > 0.5f ? 1 : 0) : Classes.Largest(outputs);
    }
}
