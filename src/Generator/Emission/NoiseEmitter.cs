using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints noise, and the member that holds its state.</summary>
internal static class NoiseEmitter
{
    public static void Step(CodeWriter code, StepEmitter steps, Schedule schedule, string memory, NoiseStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        bool isDropout = step.Kind == NoiseKind.Dropout;
        code.Line($"// {step.Label}: {(isDropout ? "zero in place of a part of the values, the rest scaled up" : "noise is added")}, in gradients alone; {Text.Of(output.Width)} elements");
        code.Line($"Noise.{(isDropout ? "Dropout" : "Gaussian")}(");
        code.Indented($"in {steps.Row(schedule, memory, step.Input)}, {Text.Of(steps.Stride(schedule, step.Input))}, ref {steps.Row(schedule, memory, step.Output)}, {Text.Of(output.Stride)},");
        code.Indented($"in batch, start, samples, count: {Text.Of(output.Width)}, {(isDropout ? "rate" : "standardDeviation")}: {Text.Of(step.Amount)}, stream: {Text.Of(step.Stream)});");
    }

    public static void Member(CodeWriter code, ModelPlan plan)
    {
        if (!plan.HasNoise)
            return;
        using (code.Open($"ulong global::ModelCompiler.IModel<{plan.Model.Name}>.RandomState"))
        {
            code.Line("get => _randomState;");
            code.Line("set => _randomState = value;");
        }

        code.Line();
    }
}
