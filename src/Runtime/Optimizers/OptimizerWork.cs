using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>A step of an optimizer as work that threads share by ranges of the parameters: every element is computed by itself, so the split changes no bit.</summary>
internal readonly struct OptimizerWork : IBatchWork
{
    // In floating-point operations, the measure of what makes a thread worth its wake-up: to fetch a parameter, its gradient and its state from another core costs as much as these.
    private const long FlopsPerParameter = 48;

    public static int Phases => 1;

    /// <summary>Updates the parameters of <paramref name="segments"/>, shared as these say, or all of them evenly; the step has begun.</summary>
    public static void Run(Optimizer optimizer, Span<float> parameters, ReadOnlySpan<float> gradient, ParameterSegments? segments, int degree)
    {
        var batch = new BatchMemory
        {
            Inputs = gradient,
            Workspace = parameters,
            Parameters = default,
            Samples = 0,
            Optimizer = optimizer,
            Segments = segments,
        };

        // No more threads than have computed the gradient: others would fetch everything from their caches.
        WorkerTeam.Run<OptimizerWork>(in batch, Math.Min(degree, WorkerTeam.GradientThreads), (segments?.Length ?? parameters.Length) * FlopsPerParameter);
    }

    public static void Run(in BatchMemory batch, int phase, int part, int parts)
    {
        if (batch.Segments is { } segments)
        {
            for (int segment = 0; segment < segments.Count; segment++)
                Update(in batch, segments.Part(segment, part, parts));
        }
        else
        {
            Update(in batch, Share.Floats(batch.Workspace.Length, part, parts));
        }
    }

    private static void Update(in BatchMemory batch, (int Start, int Count) range)
    {
        if (range.Count > 0)
            batch.Optimizer!.Update(batch.Workspace.Slice(range.Start, range.Count), batch.Inputs.Slice(range.Start, range.Count), range.Start);
    }
}
