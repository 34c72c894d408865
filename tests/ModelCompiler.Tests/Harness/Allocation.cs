namespace ModelCompiler.Tests.Harness;

/// <summary>How much memory a piece of code takes from the garbage collector.</summary>
internal static class Allocation
{
    /// <summary>
    /// The bytes that the calling thread allocates in the best of a few pairs of runs. What allocates, even every other time, does so in
    /// each pair; one may also pay for what the runtime does behind it: statics of methods that are compiled again, or the rest of a
    /// thread's heap segment, which a collection for another test takes away.
    /// </summary>
    public static long Least(Action run)
    {
        run();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 4 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
