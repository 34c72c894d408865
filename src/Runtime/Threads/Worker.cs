using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelCompiler.Threads;

/// <summary>
/// A thread that helps with a team's work: a short while it waits awake, since phases follow one another closely, then asleep.
/// </summary>
internal sealed class Worker
{
    /// <summary>How often a waiting worker looks before it goes to sleep; some fifty microseconds.</summary>
    private const int Looks = 2000;

    private readonly Team _team;
    private readonly AutoResetEvent _wake = new(false);
    private readonly int _number;
    private int _asleep;

    private Worker(Team team, int number)
    {
        _team = team;
        _number = number;
    }

    /// <summary>Starts a worker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Worker Start(Team team, int number)
    {
        var worker = new Worker(team, number);
        var thread = new Thread(worker.Loop)
        {
            IsBackground = true,
            Name = "ModelCompiler worker " + number.ToString(CultureInfo.InvariantCulture),
        };
        thread.Start();
        return worker;
    }

    /// <summary>Wakes the worker if it sleeps; called after the team has work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Wake()
    {
        if (Volatile.Read(ref _asleep) != 0)
            _wake.Set();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Loop()
    {
        long seen = 0;
        while (true)
        {
            for (int look = 0; look < Looks && _team.Number == seen; look++)
                Thread.SpinWait(8);
            if (_team.Number == seen)
            {
                // Announced before looking once more: work that came in between is either seen here or sets the event.
                Interlocked.Exchange(ref _asleep, 1);
                if (_team.Number == seen)
                    _wake.WaitOne();
                Volatile.Write(ref _asleep, 0);
            }

            // Read before parts are taken: a phase that is announced meanwhile is looked at again.
            seen = _team.Number;
            _team.TakeParts(_number);
        }
    }
}
