using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>A step that has begun: the optimizer, what it changes and along which gradient.</summary>
internal readonly ref struct OptimizerStep
{
    public required Optimizer Optimizer { get; init; }

    public required Span<float> Parameters { get; init; }

    public required ReadOnlySpan<float> Gradient { get; init; }

    /// <summary>How threads share the parameters, and how each learns.</summary>
    public required StepPlan Plan { get; init; }

    /// <summary>The ranges of the parameters that one part of several works on, by their number.</summary>
    public int RangeCount => Plan.Segments?.Count ?? 1;

    /// <summary>A range that one part works on: where it starts, how long it is (it can be nothing), and the key of its setting.</summary>
    public StepTensor Range(int index, int part, int parts)
    {
        (int start, int count) = Plan.Segments?.Part(index, part, parts) ?? Share.Floats(Parameters.Length, part, parts);
        return new StepTensor(start, count, Plan.Segments?.Key(index) ?? 0);
    }
}

/// <summary>
/// A step of an optimizer as work that threads share by ranges of the parameters: every element is computed by itself, so the split
/// changes no bit.
/// </summary>
internal readonly struct OptimizerWork : IPhasedWork<OptimizerStep>
{
    // In floating-point operations, the measure of what makes a thread worth its wake-up: to fetch a parameter, its gradient and its
    // state from another core costs as much as these.
    private const long FlopsPerParameter = 48;

    /// <summary>Takes a step that has begun.</summary>
    // No more threads than have computed the gradient: others would fetch everything from their caches.
    public static void Run(in OptimizerStep step, int degree) =>
        WorkerTeam.Run<OptimizerWork, OptimizerStep>(
            in step,
            Math.Min(degree, WorkerTeam.GradientThreads),
            step.Plan.Length * FlopsPerParameter
        );

    public static void Run(in OptimizerStep state, int phase, int part, int parts)
    {
        for (int index = 0; index < state.RangeCount; index++)
        {
            (int start, int length, int key) = state.Range(index, part, parts);
            if (length > 0)
                state.Optimizer.Update(
                    state.Parameters.Slice(start, length),
                    state.Gradient.Slice(start, length),
                    start,
                    in state.Plan.Setting(key)
                );
        }
    }
}
