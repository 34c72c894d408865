using ModelCompiler;

namespace CartPole;

/// <summary>
/// Deep Q-learning with a replay buffer and a target network (Mnih et al., "Human-level control through deep reinforcement learning",
/// 2015), in which the online network chooses the best next action and the target network values it (van Hasselt et al., "Deep
/// reinforcement learning with double Q-learning", 2016). The target network follows the online one a little after each improvement, as
/// in PyTorch's tutorial.
/// </summary>
internal sealed class DeepQLearning : ILearner
{
    private const int Actions = CartPoleEnvironment.Actions;
    private const int BatchSize = 64;
    private const int StepsToRemember = 50_000;
    private const int StepsBeforeLearning = 500;
    private const int StepsPerImprovement = 2;
    private const float Discount = 0.98f;
    private const double TargetShare = 0.01;
    private const double MaximumNorm = 10;
    private const float LastExploration = 0.01f;
    private const float ExplorationSteps = 2500;

    private readonly QNetwork _online;
    private readonly QNetwork _target;
    private readonly Optimizer _optimizer = new Adam(learningRate: 1e-3);
    private readonly AlignedBuffer _gradient;
    private readonly CartPoleEnvironment _environment;
    private readonly RandomSequence _random;
    private readonly ReplayBuffer _memory = new(StepsToRemember);
    private readonly ReplayBatch _batch = new(BatchSize);
    private readonly float[] _values = new float[BatchSize * Actions];
    private readonly float[] _nextValues = new float[BatchSize * Actions];
    private readonly float[] _targetValues = new float[BatchSize * Actions];
    private readonly float[] _state = new float[CartPoleEnvironment.StateSize];
    private readonly float[] _nextState = new float[CartPoleEnvironment.StateSize];

    /// <summary>Creates networks that know nothing.</summary>
    /// <param name="seed">Decides the parameters, the starts of the episodes, what is explored and what is drawn.</param>
    public DeepQLearning(ulong seed)
    {
        (_online, _target) = (new QNetwork(seed), new QNetwork(seed));

        // Batches this small gain nothing from a second thread, which a busy machine may not have.
        _online.MaxDegreeOfParallelism = _target.MaxDegreeOfParallelism = 1;
        _gradient = _online.CreateGradient();
        _environment = new CartPoleEnvironment(seed, stream: 1);
        _random = new RandomSequence(seed);
        _environment.CopyState(_state);
    }

    /// <inheritdoc/>
    public int Steps { get; private set; }

    /// <inheritdoc/>
    public void Learn(EpisodeReturns returns)
    {
        int action = Choose();
        EpisodeState end = _environment.Step(action);
        _environment.CopyState(_nextState);
        _memory.Add(_state, action, _nextState, end == EpisodeState.Failed);
        if (end != EpisodeState.Running)
        {
            returns.Add(_environment.Steps);
            _environment.Reset();
        }

        _environment.CopyState(_state);
        Steps++;
        if (Steps >= StepsBeforeLearning && Steps % StepsPerImprovement == 0)
            Improve();
    }

    // Something random now and then, less and less often; otherwise what the network holds for best.
    private int Choose()
    {
        float exploration = LastExploration + ((1 - LastExploration) * MathF.Exp(-Steps / ExplorationSteps));
        if (_random.NextUniform() < exploration)
            return _random.NextInt(Actions);
        Span<float> values = stackalloc float[Actions];
        _online.Predict(_state, values);
        return Best(values);
    }

    private void Improve()
    {
        _memory.Draw(_random, _batch);
        _online.Predict(_batch.States, _values);
        _online.Predict(_batch.NextStates, _nextValues);
        _target.Predict(_batch.NextStates, _targetValues);

        // What was not done keeps its own prediction, so that it has no gradient.
        for (int i = 0; i < BatchSize; i++)
        {
            int row = i * Actions;
            float next = _targetValues[row + Best(_nextValues.AsSpan(row, Actions))];
            _values[row + _batch.Actions[i]] = 1 + (_batch.Failures[i] ? 0 : Discount * next);
        }

        _online.Gradient(_batch.States, _values, _gradient.Span);
        GradientClipping.ClipByNorm(_gradient.Span, MaximumNorm);
        _optimizer.Step(_online, _gradient.Span);
        _target.CopyFrom(_online, TargetShare);
    }

    private static int Best(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int action = 1; action < values.Length; action++)
            if (values[action] > values[best])
                best = action;
        return best;
    }
}
