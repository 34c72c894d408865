using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints where everything lies: parameters in the flat buffer, intermediate results in a workspace.</summary>
internal static class MemoryEmitter
{
    public static string Parameter(ParameterPlan parameter) => "Parameters." + Names.Pascal(parameter.Layer) + Names.Pascal(parameter.Role);

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        code.Line("/// <summary>Where each parameter, and in a gradient its gradient, starts.</summary>");
        using (code.Open("private static class Parameters"))
        {
            foreach (ParameterPlan parameter in plan.Parameters)
                code.Line($"public const int {Names.Pascal(parameter.Layer)}{Names.Pascal(parameter.Role)} = {Text.Of(parameter.Offset)};");
        }

        if (plan.SampleForm is null)
            Workspace(code, "Prediction", plan.Prediction, losses: null);
        if (plan.Training is { } training)
            Workspace(code, "Training", training.Schedule, training.Losses);
    }

    private static void Workspace(CodeWriter code, string name, Schedule schedule, int? losses)
    {
        code.Line();
        code.Line($"/// <summary>The workspace of {(losses is null ? "a prediction" : "a gradient")}: where each result starts.</summary>");
        using (code.Open($"private static class {name}"))
        {
            code.Line($"public const int Capacity = {Text.Of(schedule.Capacity)};");
            code.Line($"public const int Length = {Text.Of(schedule.Length)};");
            foreach (BufferPlan buffer in schedule.Buffers)
                code.Line($"public const int {buffer.Name} = {Text.Of(buffer.Offset)};");
            if (losses is { } place)
                code.Line($"public const int Losses = {Text.Of(place)};");
            foreach (IRepackingStep step in schedule.Steps.OfType<IRepackingStep>())
                code.Line($"public const int {Names.Pascal(step.Label)}Transposed = {Text.Of(step.Transposed)};");
        }
    }
}
