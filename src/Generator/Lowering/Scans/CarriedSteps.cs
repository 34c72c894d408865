using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>
/// Sequences that go on where others have ended: the step before the first one, which lies in the border of a sequence, is loaded before a
/// loop, and the last step is kept behind it. Both do nothing in a pass without states.
/// </summary>
internal static class CarriedSteps
{
    /// <summary>Loads what the loop begins with.</summary>
    public static void Load(CodeLines code, ScheduleBuilder builder, Loop loop, bool forInput)
    {
        Comment(code, builder, loop, forInput, "begins where another sequence has ended, if the batch has states");
        foreach ((Value value, int offset) in Of(builder, loop, forInput))
        {
            Layout layout = value.Layout;
            code.Line($"SequenceState.Load(in batch, start, samples, {Place(builder, offset, layout)},")
                .Indented($"ref {value.At(layout.First - layout.Stored, Access.Write)}, stride: {layout.Sample});");
        }
    }

    /// <summary>Keeps what the loop ends with.</summary>
    public static void Keep(CodeLines code, ScheduleBuilder builder, Loop loop, bool forInput)
    {
        Comment(code, builder, loop, forInput, "what the next sequence may begin with");
        foreach ((Value value, int offset) in Of(builder, loop, forInput))
        {
            Layout layout = value.Layout;
            int last = layout.First + ((loop.Steps - 1) * layout.Stored);
            code.Line($"SequenceState.Keep(in batch, start, samples, {Place(builder, offset, layout)},")
                .Indented($"in {value.At(last, Access.Read)}, stride: {layout.Sample});");
        }
    }

    private static void Comment(CodeLines code, ScheduleBuilder builder, Loop loop, bool forInput, string text)
    {
        if (Of(builder, loop, forInput).Any())
            code.Line($"// {builder.Graph.Nodes[loop.Members[0]].Label}: {text}");
    }

    private static string Place(ScheduleBuilder builder, int offset, Layout layout) =>
        $"size: {Text.Of(builder.States.Size)}, offset: {Text.Of(offset)}, count: {Text.Of(layout.Shape.Channels)}";

    private static IEnumerable<(Value Value, int Offset)> Of(ScheduleBuilder builder, Loop loop, bool forInput)
    {
        foreach (int member in loop.Members)
            if (member < builder.Graph.ForwardCount && builder.States.OffsetOf(member) is { } offset)
                yield return (builder.Values.Lying(member, forInput), offset);
    }
}
