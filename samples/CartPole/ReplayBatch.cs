namespace CartPole;

/// <summary>Steps that were drawn from a <see cref="ReplayBuffer"/>.</summary>
/// <param name="size">How many.</param>
internal sealed class ReplayBatch(int size)
{
    /// <summary>Before the steps, [batch × 4].</summary>
    public float[] States { get; } = new float[size * CartPoleEnvironment.StateSize];

    /// <summary>After the steps, [batch × 4].</summary>
    public float[] NextStates { get; } = new float[size * CartPoleEnvironment.StateSize];

    /// <summary>What was done.</summary>
    public int[] Actions { get; } = new int[size];

    /// <summary>Whether no reward can follow.</summary>
    public bool[] Failures { get; } = new bool[size];
}
