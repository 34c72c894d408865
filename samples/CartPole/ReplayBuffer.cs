using ModelCompiler;

namespace CartPole;

/// <summary>
/// The last steps of an environment, from which batches are drawn: what happened long ago still teaches, and the samples of a batch have
/// little to do with one another. Not thread-safe; does not allocate after its construction.
/// </summary>
/// <param name="capacity">The steps to remember.</param>
internal sealed class ReplayBuffer(int capacity)
{
    private const int Size = CartPoleEnvironment.StateSize;

    private readonly float[] _states = new float[capacity * Size];
    private readonly float[] _nextStates = new float[capacity * Size];
    private readonly int[] _actions = new int[capacity];
    private readonly bool[] _failures = new bool[capacity];
    private int _next;

    /// <summary>The steps it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a step in place of the oldest once it is full.</summary>
    /// <param name="state">Before the step.</param>
    /// <param name="action">What was done.</param>
    /// <param name="nextState">After the step.</param>
    /// <param name="failed">Whether no reward can follow.</param>
    public void Add(ReadOnlySpan<float> state, int action, ReadOnlySpan<float> nextState, bool failed)
    {
        state.CopyTo(_states.AsSpan(_next * Size));
        nextState.CopyTo(_nextStates.AsSpan(_next * Size));
        _actions[_next] = action;
        _failures[_next] = failed;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>Draws steps, each as likely as any other, with repetition.</summary>
    /// <param name="random">What to draw with.</param>
    /// <param name="batch">Receives them.</param>
    public void Draw(RandomSequence random, ReplayBatch batch)
    {
        for (int i = 0; i < batch.Actions.Length; i++)
        {
            int step = random.NextInt(Count);
            _states.AsSpan(step * Size, Size).CopyTo(batch.States.AsSpan(i * Size));
            _nextStates.AsSpan(step * Size, Size).CopyTo(batch.NextStates.AsSpan(i * Size));
            batch.Actions[i] = _actions[step];
            batch.Failures[i] = _failures[step];
        }
    }
}
