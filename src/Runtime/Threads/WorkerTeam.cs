namespace ModelCompiler.Threads;

/// <summary>Runs work on a batch.</summary>
public static class WorkerTeam
{
    /// <summary>Runs all phases of a work and returns when they are done.</summary>
    /// <param name="batch">The memory.</param>
    /// <param name="degree">The number of threads that may take part.</param>
    /// <param name="flops">The floating-point operations of the work.</param>
    public static void Run<TWork>(in BatchMemory batch, int degree, long flops)
        where TWork : struct, IBatchWork
    {
        for (int phase = 0; phase < TWork.Phases; phase++)
            TWork.Run(in batch, phase, 0, 1);
    }
}
