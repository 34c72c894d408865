using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what surrounds the work of a gradient: the memory that receives it.</summary>
internal static class GradientMemory
{
    /// <summary>
    /// Prints what sets to zero those places that no step writes.
    /// Parameters start at cache lines; what lies between them belongs to none, and no
    /// step writes the gradient of a frozen one.
    /// </summary>
    public static void Clear(CodeWriter code, ModelPlan plan)
    {
        if (plan.SampleGradient is not null)
        {
            code.Line("gradient.Clear(); // every sample adds its share");
            return;
        }

        var gaps = new List<(int Start, int Length)>();
        int end = 0;
        foreach (
            ParameterPlan parameter in plan.Parameters.Where(parameter => parameter.IsTrainable).OrderBy(parameter => parameter.Offset)
        )
        {
            gaps.Add((end, parameter.Offset - end));
            end = parameter.Offset + (parameter.PaddedRows * parameter.StoredColumns);
        }

        gaps.Add((end, plan.ParameterBufferLength - end));
        gaps.RemoveAll(gap => gap.Length == 0);
        if (gaps.Count == 0)
            return;
        code.Line(
            plan.Parameters.All(parameter => parameter.IsTrainable)
                ? "// between the parameters: from where on, and how many"
                : "// between the parameters, and those that are frozen: from where on, and how many"
        );
        code.Line($"Rows.Clear(gradient, [{string.Join(", ", gaps.Select(gap => $"{Text.Of(gap.Start)}, {Text.Of(gap.Length)}"))}]);");
    }

    /// <summary>Prints the copy of the gradient by the inputs to where the caller wants it.</summary>
    public static void HandOut(CodeWriter code, TrainingPlan training, PassNames names, string inputGradient, string count)
    {
        if (training.InputGradient < 0)
        {
            code.Line("inputGradient.Clear(); // tokens have none");
            return;
        }

        string rows = names.Place(training.InputGradient, 0, isShare: false).Replace("]", "..]");
        code.Line("if (!inputGradient.IsEmpty)");
        code.Indented(
            $"Rows.Copy({rows}, {Text.Of(names.Schedule.Buffers[training.InputGradient].Stride)}, {inputGradient}, InputSize, {count});"
        );
    }
}
