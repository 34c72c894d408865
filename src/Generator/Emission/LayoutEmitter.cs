using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the steps that only move values: concatenation, and the parts that its gradient consists of.</summary>
internal static class LayoutEmitter
{
    public static void Concat(CodeWriter code, StepEmitter steps, Schedule schedule, string memory, ConcatStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        int[] widths = step.Inputs.Select(input => steps.Width(schedule, input)).ToArray();
        code.Line($"// {step.Label}: {string.Join(" and ", widths.Select(width => $"[{Text.Of(width)}]"))} one behind the other; [{Text.Of(output.Width)}]");
        for (int part = 0, start = 0; part < widths.Length; start += widths[part++])
        {
            int zeros = part == widths.Length - 1 ? output.Stride - output.Width : 0;
            Copy(code, steps.Row(schedule, memory, step.Inputs[part]), steps.Stride(schedule, step.Inputs[part]), steps.Row(schedule, memory, step.Output, start), output.Stride, widths[part], zeros);
        }
    }

    public static void Slice(CodeWriter code, StepEmitter steps, Schedule schedule, string memory, SliceStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        code.Line($"// {step.Label}: the elements {Text.Of(step.Start)} to {Text.Of(step.Start + output.Width - 1)} of d");
        Copy(code, steps.Row(schedule, memory, step.Input, step.Start), steps.Stride(schedule, step.Input), steps.Row(schedule, memory, step.Output), output.Stride, output.Width, output.Stride - output.Width);
    }

    private static void Copy(CodeWriter code, string source, int sourceStride, string destination, int destinationStride, int count, int zeros) =>
        code.Line($"RowParts.Copy(in {source}, {Text.Of(sourceStride)}, ref {destination}, {Text.Of(destinationStride)}, samples, count: {Text.Of(count)}, zeros: {Text.Of(zeros)});");
}
