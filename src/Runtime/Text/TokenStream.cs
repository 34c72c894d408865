namespace ModelCompiler;

/// <summary>
/// Reads tokens one by one, as many as there are, and predicts after each the next one. Where the model looks at a limited number of tokens
/// (<see cref="IStreamingModel{TSelf}.ContextLength"/>, as transformers do) and has seen so many, the latest half of them is read again as
/// the beginning of a new stream: at least half of the context is always seen. Not thread-safe; the model may have any number of these.
/// </summary>
/// <typeparam name="TModel">A model whose input is tokens.</typeparam>
public sealed class TokenStream<TModel>
    where TModel : class, IStreamingModel<TModel>
{
    private readonly TModel _model;
    private readonly StreamState<TModel> _state;
    private readonly float[] _input = new float[1];

    // The tokens that a new stream begins with, should there be one: as a ring, the latest over the earliest.
    private readonly int[] _latest = new int[TModel.ContextLength == long.MaxValue ? 0 : (int)(TModel.ContextLength / 2)];

    /// <summary>A stream that has not read any token.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">The model does not take tokens one by one.</exception>
    public TokenStream(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (TModel.Description.Vocabulary == 0 || TModel.StepInputSize != 1)
            throw new ArgumentException(
                $"{typeof(TModel).Name} does not take tokens: declare [Tokens(steps, vocabulary)] in place of its input.",
                nameof(model)
            );
        _model = model;
        _state = model.CreateState();
    }

    /// <summary>The number of tokens that have been read since the stream was created or <see cref="Reset"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Forgets all tokens. Does not allocate.</summary>
    public void Reset()
    {
        _state.Reset();
        Count = 0;
    }

    /// <summary>Reads a token. Does not allocate.</summary>
    /// <param name="token">The token, one of the vocabulary.</param>
    /// <param name="output">
    /// Receives the model's output for this step, <see cref="IStreamingModel{TSelf}.StepOutputSize"/> values: of a model that ends with a
    /// softmax, the probabilities of the next token.
    /// </param>
    /// <exception cref="ArgumentException">The token is none of the vocabulary, or the output has another length; nothing has been
    /// read.</exception>
    public void Step(int token, Span<float> output)
    {
        if (_state.Steps == TModel.ContextLength)
        {
            // What the model refuses anyway must not cost the stream its memory.
            _input[0] = token;
            TokenCheck.Inputs(_input, 1, TModel.Description.Vocabulary);
            _state.Reset();
            for (long place = Count - _latest.Length; place < Count; place++)
                Read(_latest[place % _latest.Length], output);
        }

        Read(token, output);
        if (_latest.Length > 0)
            _latest[Count % _latest.Length] = token;
        Count++;
    }

    private void Read(int token, Span<float> output)
    {
        _input[0] = token;
        _model.Step(_input, _state, output);
    }
}
