using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints normalisations and their gradients.</summary>
internal static class NormalizeEmitter
{
    public static void Forward(CodeWriter code, StepEmitter steps, Schedule schedule, string memory, NormalizeStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        code.Line($"// {step.Label}: y = {(step.IsCentered ? "(x - mean) / sqrt(variance + epsilon)" : "x / sqrt(mean(x^2) + epsilon)")}; {Text.Of(output.Width)} elements");
        code.Line($"Normalization.Run<{StepEmitter.Vector(output.Stride)}>(");
        code.Indented($"in {steps.Row(schedule, memory, step.Input)}, {Text.Of(steps.Stride(schedule, step.Input))}, ref {steps.Row(schedule, memory, step.Output)}, {Text.Of(output.Stride)}, samples, {Text.Of(output.Width)}, epsilon: {Text.Of(step.Epsilon)}, isCentered: {Text.Of(step.IsCentered)});");
    }

    public static void Gradient(CodeWriter code, StepEmitter steps, Schedule schedule, string memory, NormalizeGradientStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        code.Line($"// {step.Label}: dx = (d {(step.IsCentered ? "- mean(d) " : string.Empty)}- y mean(d y)) / sqrt({(step.IsCentered ? "variance" : "mean(x^2)")} + epsilon)");
        code.Line($"Normalization.Gradient<{StepEmitter.Vector(output.Stride)}>(");
        code.Indented($"in {steps.Row(schedule, memory, step.Delta)}, {Text.Of(steps.Stride(schedule, step.Delta))}, in {steps.Row(schedule, memory, step.Input)}, {Text.Of(steps.Stride(schedule, step.Input))},");
        code.Indented($"ref {steps.Row(schedule, memory, step.Output)}, {Text.Of(output.Stride)}, samples, {Text.Of(output.Width)}, epsilon: {Text.Of(step.Epsilon)}, isCentered: {Text.Of(step.IsCentered)});");
    }
}
