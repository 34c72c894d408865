using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>Which buffers each step of a schedule touches, read from what is printed.</summary>
internal static class BufferUse
{
    /// <summary>The buffers that a step reads or writes.</summary>
    public static IEnumerable<int> Of(Step step) => step.Buffers;

    /// <summary>The first and the last step that touches each buffer.</summary>
    public static (int First, int Last)[] Lifetimes(Schedule schedule, params int[] usedAtTheEnd)
    {
        var lifetimes = Enumerable.Repeat((First: int.MaxValue, Last: -1), schedule.Buffers.Count).ToArray();
        for (int step = 0; step < schedule.Steps.Count; step++)
            foreach (int buffer in Of(schedule.Steps[step]))
                lifetimes[buffer] = (Math.Min(lifetimes[buffer].First, step), step);
        foreach (int buffer in usedAtTheEnd.Where(buffer => buffer >= 0))
            lifetimes[buffer].Last = schedule.Steps.Count;
        return lifetimes;
    }
}
