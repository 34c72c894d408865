namespace CartPole;

/// <summary>
/// The objective of proximal policy optimization (Schulman et al., "Proximal policy optimization algorithms", 2017) for one sample, as
/// its gradient with respect to the outputs of an actor-critic: the logits <c>z</c> of the actions, and behind them the value <c>v</c>.
/// With <c>p = softmax(z)</c>, the ratio <c>r = p(a) / p_old(a)</c>, the advantage <c>A</c>, the return <c>R</c> and the entropy
/// <c>H</c> of <c>p</c> it minimises
/// <c>-min(r A, clip(r, 1 - e, 1 + e) A) + c (v - R)^2 / 2 - b H</c>.
/// Immutable and thread-safe; does not allocate.
/// </summary>
/// <param name="ClipRange"><c>e</c>: how far the probability of an action may move before a sample stops pushing, from 0 to 1.</param>
/// <param name="ValueWeight"><c>c</c>, at least 0.</param>
/// <param name="EntropyWeight"><c>b</c>, at least 0.</param>
internal sealed record PolicyObjective(float ClipRange, float ValueWeight, float EntropyWeight)
{
    /// <summary>Writes the logarithms of the probabilities: <c>log p = z - log(sum(exp(z)))</c>.</summary>
    /// <param name="logits">The values of the actions before the softmax.</param>
    /// <param name="logProbabilities">Receives as many values; may be the same memory.</param>
    public static void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities)
    {
        float largest = float.NegativeInfinity,
            sum = 0;
        foreach (float logit in logits)
            largest = Math.Max(largest, logit);
        foreach (float logit in logits)
            sum += MathF.Exp(logit - largest);
        float shift = largest + MathF.Log(sum);
        for (int k = 0; k < logits.Length; k++)
            logProbabilities[k] = logits[k] - shift;
    }

    /// <summary>Writes the gradient with respect to the logits and the value, of the mean over a batch.</summary>
    /// <param name="outputs">The logits and the value.</param>
    /// <param name="sample">What happened.</param>
    /// <param name="batchSize">By which all is divided.</param>
    /// <param name="gradient">Receives as many values as there are outputs.</param>
    public void Gradient(ReadOnlySpan<float> outputs, in PolicySample sample, int batchSize, Span<float> gradient)
    {
        int actions = outputs.Length - 1;
        Span<float> logs = gradient[..actions];
        LogSoftmax(outputs[..actions], logs);
        float ratio = MathF.Exp(logs[sample.Action] - sample.LogProbability);

        // Where the clipped term is the smaller one, it is constant.
        bool isClipped = sample.Advantage > 0 ? ratio > 1 + ClipRange : ratio < 1 - ClipRange;
        float push = isClipped ? 0 : sample.Advantage * ratio;
        float entropy = 0;
        foreach (float log in logs)
            entropy -= log * MathF.Exp(log);
        for (int k = 0; k < actions; k++)
        {
            float log = logs[k],
                probability = MathF.Exp(log);
            float policy = push * (probability - (k == sample.Action ? 1 : 0));
            gradient[k] = (policy + (EntropyWeight * probability * (log + entropy))) / batchSize;
        }

        gradient[actions] = ValueWeight * (outputs[actions] - sample.Return) / batchSize;
    }
}

/// <summary>What an actor did in a state, and what came of it.</summary>
/// <param name="Action">What was done.</param>
/// <param name="LogProbability">The logarithm of its probability at that time.</param>
/// <param name="Advantage">How much better it was than what was to be expected.</param>
/// <param name="Return">What the value of the state should have been.</param>
internal readonly record struct PolicySample(int Action, float LogProbability, float Advantage, float Return);
