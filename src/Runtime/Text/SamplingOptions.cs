namespace ModelCompiler;

/// <summary>How the next token is drawn from the probabilities of a model. Immutable; the default draws from them as they are.</summary>
public sealed record SamplingOptions
{
    private readonly float _temperature = 1,
        _topP = 1,
        _repetitionPenalty = 1;

    private readonly int _topK;

    /// <summary>
    /// What logarithms of probabilities are divided by, at least 0; 1 by default. Below 1 the likely becomes more likely; 0 always takes
    /// the most likely token, the first of equals.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float Temperature
    {
        get => _temperature;
        init =>
            _temperature =
                value >= 0 && float.IsFinite(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, "A temperature is a finite number of at least 0.");
    }

    /// <summary>Only so many of the most likely tokens are drawn from; 0, the default, for all. Of equals the first ones count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int TopK
    {
        get => _topK;
        init => _topK = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TopK is at least 0.");
    }

    /// <summary>
    /// Only the most likely tokens are drawn from that together have at least this probability (nucleus sampling, Holtzman 2020); 1, the
    /// default, for all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and at most 1.</exception>
    public float TopP
    {
        get => _topP;
        init =>
            _topP =
                value > 0 && value <= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, "TopP is above 0 and at most 1.");
    }

    /// <summary>
    /// What the logarithm of the probability of a token that has come before is multiplied with (Keskar 2019), at least 1; 1 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1 or not finite.</exception>
    public float RepetitionPenalty
    {
        get => _repetitionPenalty;
        init =>
            _repetitionPenalty =
                value >= 1 && float.IsFinite(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, "A penalty is a finite number of at least 1.");
    }

    /// <summary>Decides what is drawn: the same seed gives the same tokens on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tokens after which generation ends; they are handed out. None by default.</summary>
    public IReadOnlyCollection<int> StopTokens { get; init; } = [];
}
