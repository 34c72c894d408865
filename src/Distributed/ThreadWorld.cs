using System.Runtime.ExceptionServices;
using ModelCompiler.Distributed.Threads;

namespace ModelCompiler.Distributed;

/// <summary>
/// A world whose ranks are threads of this process, each with its own model, optimizer and trainer: for tests, and for one large host
/// without MPI.
/// </summary>
public static class ThreadWorld
{
    /// <summary>Runs a program once for each rank, each on a thread of its own, and returns when all have ended.</summary>
    /// <param name="ranks">The number of ranks, at least 1.</param>
    /// <param name="program">The program of a rank. The world it is given ends with it.</param>
    /// <param name="timeLimit">The <see cref="World.TimeLimit"/> of all ranks; null for the usual one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no rank, or the limit is not greater than zero.</exception>
    /// <exception cref="WorldException">A rank did not take part in an operation of the others.</exception>
    /// <remarks>What a program throws ends all others, and is thrown here.</remarks>
    public static void Run(int ranks, Action<World> program, TimeSpan? timeLimit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentNullException.ThrowIfNull(program);
        var meeting = new Meeting(ranks);
        RankOfThreads[] worlds = [.. Enumerable.Range(0, ranks).Select(rank => new RankOfThreads(meeting, rank))];
        foreach (RankOfThreads world in worlds)
            world.TimeLimit = timeLimit ?? world.TimeLimit;
        var failures = new Exception?[ranks];
        Thread[] threads = [.. worlds.Select(world => new Thread(() => failures[world.Rank] = RunRank(world, program)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        // What caused the others' failures first.
        Exception? failure =
            failures.FirstOrDefault(found => found is not (null or WorldException)) ?? failures.FirstOrDefault(found => found is not null);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static Exception? RunRank(RankOfThreads world, Action<World> program)
    {
        try
        {
            program(world);
            world.Leave();
            return null;
        }
        catch (Exception exception)
        {
            world.Abort($"{exception.GetType().Name}: {exception.Message}");
            return exception;
        }
    }
}
