namespace ModelCompiler;

/// <summary>Goes on with a text: draws a token from what a model of tokens predicts, feeds it in, and so on.</summary>
public static class TokenGenerator
{
    /// <summary>
    /// The tokens that a model goes on with after a prompt, one by one as they are drawn, without end unless a stop token comes: take as
    /// many as are wanted. The model is a stream: nothing is computed twice, and there is no longest text. Where the model looks at a
    /// limited number of tokens (<see cref="IStreamingModel{TSelf}.ContextLength"/>, as transformers do) and has seen so many, it reads the
    /// latest half of them again as the beginning of a new stream, and goes on from there. Allocates when the enumeration starts, and
    /// nothing for each token.
    /// </summary>
    /// <typeparam name="TModel">A model whose input is tokens and whose output are the probabilities of the next one.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What the text starts with, at least one token.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration with an exception.</param>
    /// <exception cref="ArgumentException">The prompt is empty, or the model does not take tokens one by one or does not give one
    /// probability for each.</exception>
    /// <exception cref="OperationCanceledException">The enumeration was cancelled.</exception>
    public static IEnumerable<int> Generate<TModel>(
        this TModel model,
        ReadOnlySpan<int> prompt,
        SamplingOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where TModel : class, IStreamingModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        if (prompt.IsEmpty)
            throw new ArgumentException("The prompt has no token: begin with a stop token, or a line end.", nameof(prompt));
        int vocabulary = TModel.Description.Vocabulary;
        if (vocabulary == 0 || TModel.StepOutputSize != vocabulary)
            throw new ArgumentException(
                $"{typeof(TModel).Name} does not predict tokens: it takes {vocabulary} different ones and gives {TModel.StepOutputSize} "
                    + "outputs for each step. Declare [Tokens(steps, vocabulary)] and end with [Dense(vocabulary, Activation.Softmax)].",
                nameof(model)
            );
        return Draw(model, prompt.ToArray(), options ?? new SamplingOptions(), vocabulary, cancellationToken);
    }

    private static IEnumerable<int> Draw<TModel>(
        TModel model,
        int[] prompt,
        SamplingOptions options,
        int vocabulary,
        CancellationToken cancellationToken
    )
        where TModel : class, IStreamingModel<TModel>
    {
        var stream = new TokenStream<TModel>(model);
        var sampler = new TokenSampler(vocabulary, options);
        float[] probabilities = new float[vocabulary];
        foreach (int token in prompt)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Step(token, probabilities);
            sampler.Note(token);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int token = sampler.Next(probabilities);
            yield return token;
            if (options.StopTokens.Contains(token))
                yield break;
            stream.Step(token, probabilities);
        }
    }
}
