namespace CartPole;

/// <summary>
/// Some steps in several environments at once, and the advantages of what was done there. Row <c>step * environments + environment</c> of
/// each array belongs to one step. Not thread-safe; does not allocate after its construction.
/// </summary>
/// <param name="environments">How many act side by side.</param>
/// <param name="steps">The steps of each.</param>
internal sealed class Rollout(int environments, int steps)
{
    /// <summary>The rows: all steps of all environments.</summary>
    public int Count { get; } = environments * steps;

    /// <summary>Before each step, [rows × 4].</summary>
    public float[] States { get; } = new float[environments * steps * CartPoleEnvironment.StateSize];

    /// <summary>What was done.</summary>
    public int[] Actions { get; } = new int[environments * steps];

    /// <summary>The logarithm of its probability.</summary>
    public float[] LogProbabilities { get; } = new float[environments * steps];

    /// <summary>What the critic expected before each step.</summary>
    public float[] Values { get; } = new float[environments * steps];

    /// <summary>The reward of each step, and what is to be expected after it where the limit of steps ended an episode.</summary>
    public float[] Rewards { get; } = new float[environments * steps];

    /// <summary>Whether an episode ended with the step.</summary>
    public bool[] Ends { get; } = new bool[environments * steps];

    /// <summary>How much better each step was than expected, with mean 0 and standard deviation 1 over the rollout.</summary>
    public float[] Advantages { get; } = new float[environments * steps];

    /// <summary>What the critic should have expected.</summary>
    public float[] Returns { get; } = new float[environments * steps];

    /// <summary>
    /// Computes advantages and returns by generalized advantage estimation (Schulman et al., "High-dimensional continuous control using
    /// generalized advantage estimation", 2016): <c>A_t = d_t + discount decay A_(t+1)</c> with
    /// <c>d_t = r_t + discount V_(t+1) - V_t</c>, both without what lies behind the end of an episode.
    /// </summary>
    /// <param name="lastValues">What the critic expects after the last step of each environment.</param>
    /// <param name="discount">How much less a reward counts one step later, from 0 to 1.</param>
    /// <param name="decay">From 0, where the critic is trusted at once, to 1, where only rewards count.</param>
    public void ComputeAdvantages(ReadOnlySpan<float> lastValues, float discount, float decay)
    {
        for (int environment = 0; environment < environments; environment++)
        {
            float nextValue = lastValues[environment],
                nextAdvantage = 0;
            for (int row = Count - environments + environment; row >= 0; row -= environments)
            {
                float goesOn = Ends[row] ? 0 : discount;
                float surprise = Rewards[row] + (goesOn * nextValue) - Values[row];
                nextAdvantage = surprise + (goesOn * decay * nextAdvantage);
                nextValue = Values[row];
                Advantages[row] = nextAdvantage;
                Returns[row] = nextAdvantage + nextValue;
            }
        }

        Standardize(Advantages);
    }

    /// <summary>What a row says to the objective.</summary>
    public PolicySample Sample(int row) => new(Actions[row], LogProbabilities[row], Advantages[row], Returns[row]);

    private static void Standardize(Span<float> values)
    {
        double sum = 0,
            squares = 0;
        foreach (float value in values)
            sum += value;
        double mean = sum / values.Length;
        foreach (float value in values)
            squares += (value - mean) * (value - mean);
        double scale = 1 / (Math.Sqrt(squares / values.Length) + 1e-8);
        foreach (ref float value in values)
            value = (float)((value - mean) * scale);
    }
}
