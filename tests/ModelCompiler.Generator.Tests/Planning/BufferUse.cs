using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>Which buffers each step of a schedule touches, written down independently of the planner.</summary>
internal static class BufferUse
{
    /// <summary>The buffers that a step reads or writes.</summary>
    public static IEnumerable<int> Of(Step step)
    {
        int[] all = step switch
        {
            ContractionStep contraction => [contraction.Input, contraction.Output, contraction.Saved],
            SoftmaxStep softmax => [softmax.Buffer],
            MapStep map => [.. map.Inputs, map.Output],
            ElementLossStep loss => [loss.Output, loss.Saved, loss.Delta],
            SoftmaxCrossEntropyStep loss => [loss.Logits],
            SoftmaxGradientStep softmax => [softmax.Output, softmax.Delta],
            WeightGradientStep weight => [weight.Input, weight.Delta],
            BiasGradientStep bias => [bias.Delta],
            InputGradientStep input => [input.Delta, input.Saved, input.Output],
            _ => throw new NotSupportedException($"Say which buffers a {step.GetType().Name} uses."),
        };
        return all.Where(buffer => buffer >= 0).Distinct();
    }

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
