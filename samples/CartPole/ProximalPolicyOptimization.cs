using ModelCompiler;

namespace CartPole;

/// <summary>
/// An actor and a critic with one trunk, trained by proximal policy optimization (<see cref="PolicyObjective"/>): environments act side
/// by side, then the steps are learned from in a few epochs, and forgotten.
/// </summary>
internal sealed class ProximalPolicyOptimization : ILearner
{
    private const int StateSize = CartPoleEnvironment.StateSize;
    private const int Actions = CartPoleEnvironment.Actions;
    private const int OutputSize = Actions + 1;
    private const int Environments = 8;
    private const int StepsPerRollout = 64;
    private const int BatchSize = 128;
    private const int Epochs = 8;
    private const float Discount = 0.99f;
    private const float AdvantageDecay = 0.95f;
    private const double MaximumNorm = 0.5;

    // Trunk and optimizer are shared: rewards of 1 would let the values grow to 100, and their gradients hide those of the policy.
    private const float Reward = 0.02f;

    private readonly PolicyObjective _objective = new(ClipRange: 0.2f, ValueWeight: 1, EntropyWeight: 0.01f);
    private readonly ActorCritic _model;
    private readonly Optimizer _optimizer = new Adam(learningRate: 1e-3);
    private readonly AlignedBuffer _gradient;
    private readonly RandomSequence _random;
    private readonly CartPoleEnvironment[] _environments = new CartPoleEnvironment[Environments];
    private readonly Rollout _rollout = new(Environments, StepsPerRollout);
    private readonly float[] _states = new float[Environments * StateSize];
    private readonly float[] _outputs = new float[Environments * OutputSize];
    private readonly float[] _lastValues = new float[Environments];
    private readonly int[] _order;
    private readonly float[] _batchStates = new float[BatchSize * StateSize];
    private readonly float[] _batchOutputs = new float[BatchSize * OutputSize];
    private readonly float[] _outputGradient = new float[BatchSize * OutputSize];
    private readonly ForwardPass _pass = new();

    /// <summary>Creates a network that knows nothing.</summary>
    /// <param name="seed">Decides the parameters, the starts of the episodes, what is done and the order of the samples.</param>
    public ProximalPolicyOptimization(ulong seed)
    {
        _model = new ActorCritic(seed) { MaxDegreeOfParallelism = 1 };
        _gradient = _model.CreateGradient();
        _random = new RandomSequence(seed);
        for (int i = 0; i < Environments; i++)
        {
            _environments[i] = new CartPoleEnvironment(seed, stream: 1 + i);
            _environments[i].CopyState(_states.AsSpan(i * StateSize));
        }

        _order = [.. Enumerable.Range(0, _rollout.Count)];
    }

    /// <inheritdoc/>
    public int Steps { get; private set; }

    /// <inheritdoc/>
    public void Learn(EpisodeReturns returns)
    {
        for (int step = 0; step < StepsPerRollout; step++)
            Act(step * Environments, returns);
        _model.Predict(_states, _outputs);
        for (int i = 0; i < Environments; i++)
            _lastValues[i] = _outputs[(i * OutputSize) + Actions];
        _rollout.ComputeAdvantages(_lastValues, Discount, AdvantageDecay);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            _random.Shuffle<int>(_order);
            for (int start = 0; start < _rollout.Count; start += BatchSize)
                Improve(_order.AsSpan(start, BatchSize));
        }
    }

    // One step in all environments.
    private void Act(int firstRow, EpisodeReturns returns)
    {
        _states.CopyTo(_rollout.States, firstRow * StateSize);
        _model.Predict(_states, _outputs);
        Span<float> logs = stackalloc float[Actions];
        for (int i = 0; i < Environments; i++)
        {
            int row = firstRow + i;
            PolicyObjective.LogSoftmax(_outputs.AsSpan(i * OutputSize, Actions), logs);
            int action = Sample(logs);
            _rollout.Actions[row] = action;
            _rollout.LogProbabilities[row] = logs[action];
            _rollout.Values[row] = _outputs[(i * OutputSize) + Actions];
            EpisodeState end = _environments[i].Step(action);
            Span<float> state = _states.AsSpan(i * StateSize, StateSize);
            _environments[i].CopyState(state);

            // Where only the limit of steps ended an episode, what was still to be expected counts.
            _rollout.Rewards[row] = Reward + (end == EpisodeState.OutOfTime ? Discount * ValueOf(state) : 0);
            _rollout.Ends[row] = end != EpisodeState.Running;
            if (end == EpisodeState.Running)
                continue;
            returns.Add(_environments[i].Steps);
            _environments[i].Reset();
            _environments[i].CopyState(state);
        }

        Steps += Environments;
    }

    private float ValueOf(ReadOnlySpan<float> state)
    {
        Span<float> outputs = stackalloc float[OutputSize];
        _model.Predict(state, outputs);
        return outputs[Actions];
    }

    private int Sample(ReadOnlySpan<float> logProbabilities)
    {
        float rest = _random.NextUniform();
        for (int action = 0; action < Actions - 1; action++)
        {
            rest -= MathF.Exp(logProbabilities[action]);
            if (rest < 0)
                return action;
        }

        return Actions - 1;
    }

    private void Improve(ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
            _rollout.States.AsSpan(rows[i] * StateSize, StateSize).CopyTo(_batchStates.AsSpan(i * StateSize));
        _model.Forward(_batchStates, _batchOutputs, _pass);
        for (int i = 0; i < rows.Length; i++)
            _objective.Gradient(
                _batchOutputs.AsSpan(i * OutputSize, OutputSize),
                _rollout.Sample(rows[i]),
                rows.Length,
                _outputGradient.AsSpan(i * OutputSize, OutputSize)
            );
        _model.Backward(_pass, _outputGradient, _gradient.Span);
        GradientClipping.ClipByNorm(_gradient.Span, MaximumNorm);
        _optimizer.Step(_model, _gradient.Span);
    }
}
