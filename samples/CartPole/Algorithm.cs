namespace CartPole;

/// <summary>An algorithm by its name on the command line.</summary>
/// <param name="Name">What the user types.</param>
/// <param name="QuickSteps">The steps of a short run, some seconds long.</param>
/// <param name="Create">A new learner with a seed.</param>
internal sealed record Algorithm(string Name, int QuickSteps, Func<ulong, ILearner> Create)
{
    /// <summary>All algorithms; the first is the default.</summary>
    public static IReadOnlyList<Algorithm> All { get; } =
    [new("dqn", 6_000, seed => new DeepQLearning(seed)), new("actor-critic", 20_000, seed => new ProximalPolicyOptimization(seed))];
}
