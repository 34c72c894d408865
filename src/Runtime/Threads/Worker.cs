using System.Globalization;

namespace ModelCompiler.Threads;

/// <summary>A thread that waits for its part: a short while awake, since phases follow one another closely, then asleep.</summary>
internal sealed class Worker
{
    /// <summary>How often a waiting worker looks before it goes to sleep; some fifty microseconds.</summary>
    private const int Looks = 2000;

    private readonly Team _team;
    private readonly int _part;
    private readonly AutoResetEvent _wake = new(false);
    private int _posted;
    private int _asleep;

    private Worker(Team team, int part)
    {
        _team = team;
        _part = part;
    }

    /// <summary>Starts the thread that does the given part of every work.</summary>
    public static Worker Start(Team team, int part)
    {
        var worker = new Worker(team, part);
        var thread = new Thread(worker.Loop) { IsBackground = true, Name = "ModelCompiler worker " + part.ToString(CultureInfo.InvariantCulture) };
        thread.Start();
        return worker;
    }

    /// <summary>Tells the worker that its part is ready.</summary>
    public void Post()
    {
        Interlocked.Increment(ref _posted);
        if (Volatile.Read(ref _asleep) != 0)
            _wake.Set();
    }

    private void Loop()
    {
        int done = 0;
        while (true)
        {
            for (int look = 0; look < Looks && Volatile.Read(ref _posted) == done; look++)
                Thread.SpinWait(8);
            while (Volatile.Read(ref _posted) == done)
            {
                // Announced before looking once more: a part posted in between either is seen here or sets the event.
                Interlocked.Exchange(ref _asleep, 1);
                if (Volatile.Read(ref _posted) == done)
                    _wake.WaitOne();
                Volatile.Write(ref _asleep, 0);
            }

            done++;
            _team.RunPart(_part);
        }
    }
}
