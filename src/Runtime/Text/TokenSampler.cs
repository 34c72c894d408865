namespace ModelCompiler;

/// <summary>
/// Draws tokens from the probabilities of a model, one after the other. Does not allocate after its construction. Not thread-safe.
/// </summary>
public sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private readonly RandomSequence _random;
    private readonly double[] _weights;
    private readonly int[] _order;
    private readonly bool[] _seen;
    private readonly Comparison<int> _byWeight;

    /// <summary>Prepares for a vocabulary.</summary>
    /// <param name="vocabulary">The number of different tokens, at least 1.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary is empty.</exception>
    public TokenSampler(int vocabulary, SamplingOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabulary);
        _options = options ?? new SamplingOptions();
        _random = new RandomSequence(_options.Seed);
        _weights = new double[vocabulary];
        _order = new int[vocabulary];
        _seen = new bool[vocabulary];
        _byWeight = (left, right) => _weights[left] != _weights[right] ? _weights[right].CompareTo(_weights[left]) : left.CompareTo(right);
    }

    /// <summary>Notes a token that did not come from the sampler, as those of a prompt, for the penalty of repetitions.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public void Note(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _seen.Length);
        _seen[token] = true;
    }

    /// <summary>Draws the next token.</summary>
    /// <param name="probabilities">The probability of each token, as a softmax gives them.</param>
    /// <exception cref="ArgumentException">There are not as many as tokens, one is negative or not finite, or all are zero.</exception>
    public int Next(ReadOnlySpan<float> probabilities)
    {
        Weigh(probabilities);
        if (_options.Temperature == 0)
            return Took(Largest());
        double total = Keep();
        double place = _random.NextUniform() * total;
        int last = -1;
        for (int token = 0; token < _weights.Length; token++)
        {
            if (_weights[token] == 0)
                continue;
            last = token;
            place -= _weights[token];
            if (place < 0)
                break;
        }

        return Took(last);
    }

    // p^(1 / temperature) in double precision, relative to the largest, which is 1.
    private void Weigh(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != _weights.Length)
            throw new ArgumentException(
                $"There are {_weights.Length} tokens, but {probabilities.Length} probabilities.",
                nameof(probabilities)
            );
        double sharpness = _options.Temperature == 0 ? 1 : 1 / (double)_options.Temperature,
            largest = double.NegativeInfinity;
        for (int token = 0; token < probabilities.Length; token++)
        {
            float probability = probabilities[token];
            if (!(probability >= 0) || !float.IsFinite(probability))
                throw new ArgumentException($"The probability of token {token} is {probability}.", nameof(probabilities));
            double logarithm = probability == 0 ? double.NegativeInfinity : Math.Log(probability) * sharpness;
            _weights[token] = _seen[token] && logarithm < 0 ? logarithm * _options.RepetitionPenalty : logarithm;
            largest = Math.Max(largest, _weights[token]);
        }

        if (double.IsNegativeInfinity(largest))
            throw new ArgumentException("All probabilities are zero.", nameof(probabilities));
        for (int token = 0; token < _weights.Length; token++)
            _weights[token] = Math.Exp(_weights[token] - largest);
    }

    private int Largest()
    {
        int best = 0;
        for (int token = 1; token < _weights.Length; token++)
            if (_weights[token] > _weights[best])
                best = token;
        return best;
    }

    // Sets the weights of what is not drawn from to zero; returns the sum of the others.
    private double Keep()
    {
        int kept = _options.TopK == 0 ? _weights.Length : Math.Min(_options.TopK, _weights.Length);
        if (kept == _weights.Length && _options.TopP == 1)
            return Sum(_weights.Length, isOrdered: false);
        for (int token = 0; token < _order.Length; token++)
            _order[token] = token;
        _order.AsSpan().Sort(_byWeight);
        double total = Sum(kept, isOrdered: true),
            sum = 0;
        int count = 0;
        while (count < kept && (count == 0 || sum < _options.TopP * total))
            sum += _weights[_order[count++]];
        for (int place = count; place < _order.Length; place++)
            _weights[_order[place]] = 0;
        return sum;
    }

    private double Sum(int count, bool isOrdered)
    {
        double sum = 0;
        for (int place = 0; place < count; place++)
            sum += _weights[isOrdered ? _order[place] : place];
        return sum;
    }

    private int Took(int token)
    {
        _seen[token] = true;
        return token;
    }
}
