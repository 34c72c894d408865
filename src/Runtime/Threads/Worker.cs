using System.Globalization;

namespace ModelCompiler.Threads;

/// <summary>A thread that helps with a team's work: a short while it waits awake, since phases follow one another closely, then asleep.</summary>
internal sealed class Worker
{
    /// <summary>How often a waiting worker looks before it goes to sleep; some fifty microseconds.</summary>
    private const int Looks = 2000;

    private readonly Team _team;
    private readonly AutoResetEvent _wake = new(false);
    private int _asleep;

    private Worker(Team team) => _team = team;

    /// <summary>Starts a worker.</summary>
    public static Worker Start(Team team, int number)
    {
        var worker = new Worker(team);
        var thread = new Thread(worker.Loop) { IsBackground = true, Name = "ModelCompiler worker " + number.ToString(CultureInfo.InvariantCulture) };
        thread.Start();
        return worker;
    }

    /// <summary>Wakes the worker if it sleeps; called after the team has work.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _asleep) != 0)
            _wake.Set();
    }

    private void Loop()
    {
        while (true)
        {
            for (int look = 0; look < Looks && !_team.HasWork; look++)
                Thread.SpinWait(8);
            if (!_team.HasWork)
            {
                // Announced before looking once more: work that came in between is either seen here or sets the event.
                Interlocked.Exchange(ref _asleep, 1);
                if (!_team.HasWork)
                    _wake.WaitOne();
                Volatile.Write(ref _asleep, 0);
            }

            _team.TakeParts();
        }
    }
}
