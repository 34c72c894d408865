using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>A step of an optimizer as work that threads share by ranges of the parameters: every element is computed by itself, so the split changes no bit.</summary>
internal readonly struct OptimizerWork : IBatchWork
{
    // In floating-point operations, the measure of what makes a thread worth its wake-up: a parameter costs as much memory traffic as these cost multiplications.
    private const long FlopsPerParameter = 12;

    public static int Phases => 1;

    /// <summary>Updates the first <paramref name="length"/> parameters; the step has begun.</summary>
    public static void Run(Optimizer optimizer, Span<float> parameters, ReadOnlySpan<float> gradient, int length, int degree)
    {
        var batch = new BatchMemory
        {
            Inputs = gradient[..length],
            Workspace = parameters[..length],
            Parameters = default,
            Samples = 0,
            Optimizer = optimizer,
        };
        WorkerTeam.Run<OptimizerWork>(in batch, degree, length * FlopsPerParameter);
    }

    public static void Run(in BatchMemory batch, int phase, int part, int parts)
    {
        (int start, int count) = Share.Floats(batch.Workspace.Length, part, parts);
        if (count > 0)
            batch.Optimizer!.Update(batch.Workspace.Slice(start, count), batch.Inputs.Slice(start, count), start);
    }
}
