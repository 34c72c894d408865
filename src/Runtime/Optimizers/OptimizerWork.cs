using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>A step that has begun: the optimizer, what it changes and along which gradient.</summary>
internal readonly ref struct OptimizerStep
{
    public required Optimizer Optimizer { get; init; }

    public required Span<float> Parameters { get; init; }

    public required ReadOnlySpan<float> Gradient { get; init; }

    /// <summary>How threads share the parameters; null for evenly.</summary>
    public required ParameterSegments? Segments { get; init; }
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

    public static int Phases => 1;

    /// <summary>Takes a step that has begun.</summary>
    // No more threads than have computed the gradient: others would fetch everything from their caches.
    public static void Run(in OptimizerStep step, int degree) =>
        WorkerTeam.Run<OptimizerWork, OptimizerStep>(
            in step,
            Math.Min(degree, WorkerTeam.GradientThreads),
            (step.Segments?.Length ?? step.Parameters.Length) * FlopsPerParameter
        );

    public static void Run(in OptimizerStep state, int phase, int part, int parts)
    {
        if (state.Segments is { } segments)
        {
            for (int segment = 0; segment < segments.Count; segment++)
                Update(in state, segments.Part(segment, part, parts));
        }
        else
        {
            Update(in state, Share.Floats(state.Parameters.Length, part, parts));
        }
    }

    private static void Update(in OptimizerStep step, (int Start, int Count) range)
    {
        if (range.Count > 0)
            step.Optimizer.Update(
                step.Parameters.Slice(range.Start, range.Count),
                step.Gradient.Slice(range.Start, range.Count),
                range.Start
            );
    }
}
