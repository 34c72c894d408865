using System.Runtime;
using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Runs engines until the just-in-time compiler has nothing left to do for them.</summary>
/// <remarks>
/// A method is compiled again after 30 calls, in the background and only when no new method has run for 100 ms, and most methods pass a
/// tier that only counts before the last one. So: a pass of many calls, then a pause, until several passes in a row have compiled nothing.
/// </remarks>
internal sealed class WarmUp(int leastPasses)
{
    private const int MostPasses = 30;
    private const int QuietPasses = 3;
    private const int PauseMilliseconds = 120;

    private int _quiet;

    /// <summary>Runs passes until the compiler rests and times no longer fall.</summary>
    /// <returns>Whether that happened within a reasonable number of passes.</returns>
    public bool Run(IReadOnlyList<Contestant> contestants)
    {
        _quiet = 0;
        for (int pass = 0; pass < MostPasses; pass++)
        {
            Pass(contestants.Select<Contestant, Action>(contestant => contestant.WarmUp));
            if (pass + 1 >= leastPasses && _quiet >= QuietPasses && contestants.All(contestant => contestant.IsStable))
                return true;
        }
        return false;
    }

    /// <summary>Runs passes until the compiler rests, without a look at the times.</summary>
    public bool Run(IReadOnlyList<Engine> engines, int calls)
    {
        _quiet = 0;
        for (int pass = 0; pass < MostPasses && _quiet < QuietPasses; pass++)
        {
            Pass(
                engines.Select<Engine, Action>(engine =>
                    () =>
                    {
                        for (int call = 0; call < calls; call++)
                            engine.Run(1);
                    }
                )
            );
        }
        return _quiet >= QuietPasses;
    }

    private void Pass(IEnumerable<Action> actions)
    {
        long before = JitInfo.GetCompiledMethodCount();
        foreach (Action action in actions)
            action();
        Thread.Sleep(PauseMilliseconds);
        _quiet = JitInfo.GetCompiledMethodCount() == before ? _quiet + 1 : 0;
    }
}
