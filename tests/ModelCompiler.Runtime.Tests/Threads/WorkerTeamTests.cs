using ModelCompiler.Threads;

namespace ModelCompiler.Runtime.Tests.Threads;

public class WorkerTeamTests
{
    private const long MuchWork = 1L << 40;

    /// <summary>The state of a work can be spans on the caller's stack; what they refer to may move while threads work.</summary>
    [Fact]
    public void Threads_see_spans_whose_memory_moves()
    {
        for (int round = 0; round < 20; round++)
        {
            // Young and small, between objects that die: a compacting collection moves it.
            _ = new byte[5000];
            int[] numbers = new int[999];
            _ = new byte[5000];
            var state = new Numbers { Values = numbers };
            WorkerTeam.Run<CountUp, Numbers>(in state, int.MaxValue, MuchWork);
            Assert.All(numbers, number => Assert.Equal(CountUp.Phases, number));
        }
    }

    [Fact]
    public void A_phase_that_is_alone_has_one_part()
    {
        var state = new Numbers { Values = new int[2] };
        WorkerTeam.Run<Alone, Numbers>(in state, int.MaxValue, MuchWork);
        Assert.Equal([1, 1], state.Values.ToArray());
    }

    [Fact]
    public void Who_brings_work_catches_what_a_part_throws() =>
        Assert.Throws<InvalidOperationException>(() => WorkerTeam.Run<Failing, Numbers>(default, int.MaxValue, MuchWork));

    [Fact]
    public void Little_work_stays_on_one_thread() => Assert.Equal(1, WorkerTeam.Run<CountUp, Numbers>(default, int.MaxValue, flops: 1000));

    private readonly ref struct Numbers
    {
        public Span<int> Values { get; init; }
    }

    private readonly struct CountUp : IPhasedWork<Numbers>
    {
        public static int Phases => 4;

        public static void Run(in Numbers state, int phase, int part, int parts)
        {
            for (int i = part; i < state.Values.Length; i += parts)
            {
                if (i % 333 == 0)
                    GC.Collect(generation: 0, GCCollectionMode.Forced, blocking: true, compacting: true);
                state.Values[i]++;
            }
        }
    }

    private readonly struct Alone : IPhasedWork<Numbers>
    {
        public static int Phases => 2;

        public static bool IsAlone(int phase) => true;

        public static void Run(in Numbers state, int phase, int part, int parts) => state.Values[phase] += parts;
    }

    private readonly struct Failing : IPhasedWork<Numbers>
    {
        public static int Phases => 1;

        public static void Run(in Numbers state, int phase, int part, int parts) => throw new InvalidOperationException("A part failed.");
    }
}
