using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints where everything lies: parameters in the flat buffer, intermediate results in a workspace.</summary>
internal static class MemoryEmitter
{
    /// <summary>The constants of one line.</summary>
    private const int PerLine = 3;

    public static string Parameter(ParameterPlan parameter) => "Parameters." + Names.Pascal(parameter.Layer) + Names.Pascal(parameter.Role);

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        code.Line("/// <summary>Where each parameter, and in a gradient its gradient, starts.</summary>");
        using (code.Open("private static class Parameters"))
            Constants(code, plan.Parameters.Select(parameter => (Names.Pascal(parameter.Layer) + Names.Pascal(parameter.Role), parameter.Offset)));

        HashSet<int> shared = SharedBuffers(plan);
        if (shared.Count > 0)
        {
            code.Line();
            code.Line("/// <summary>Where the forward pass puts its results: predictions and gradients differ only in that.</summary>");
            using (code.Open("private interface IForwardMemory"))
            {
                foreach (int buffer in shared)
                    code.Line($"static abstract int {plan.Prediction.Buffers[buffer].Name} {{ get; }}");
                foreach (TablePlan table in plan.Prediction.Tables)
                    code.Line($"static abstract int {table.Name} {{ get; }}");
            }
        }

        if (plan.SampleForm is null)
            Workspace(code, "Prediction", plan.Prediction, shared, losses: null);
        if (plan.Training is not { } training)
            return;
        if (training.Evaluation is not { } evaluation)
        {
            Workspace(code, "Training", training.Schedule, shared, training.Losses, training.LengthWithInputGradient);
            return;
        }

        Workspace(code, "Evaluation", evaluation.Schedule, shared, evaluation.Losses);
        Whole(code, training);
    }

    private static void Workspace(CodeWriter code, string name, Schedule schedule, HashSet<int> shared, int? losses, int lengthWithInputGradient = 0)
    {
        code.Line();
        code.Line($"/// <summary>The workspace of {(losses is null ? "a prediction" : name == "Evaluation" ? "a loss" : "a gradient")}: where each result starts.</summary>");
        using (code.Open(shared.Count > 0 ? $"private readonly struct {name} : IForwardMemory" : $"private static class {name}"))
        {
            foreach (int buffer in shared)
                code.Line($"public static int {schedule.Buffers[buffer].Name} => {Text.Of(schedule.Buffers[buffer].Offset)};");
            if (shared.Count > 0)
                foreach (TablePlan table in schedule.Tables)
                    code.Line($"public static int {table.Name} => {Text.Of(table.Offset)};");
            var constants = new List<(string Name, int Value)> { ("Capacity", schedule.Capacity), ("Length", schedule.Length) };
            constants.AddRange(schedule.Buffers.Where((_, index) => !shared.Contains(index)).Select(buffer => (buffer.Name, buffer.Offset)));
            if (losses is { } place)
            {
                constants.Add(("Losses", place));
                if (lengthWithInputGradient > 0)
                    constants.Insert(2, ("LengthWithInputGradient", lengthWithInputGradient));
            }

            if (shared.Count == 0)
                constants.AddRange(schedule.Tables.Select(table => (table.Name, table.Offset)));

            constants.AddRange(schedule.Steps.OfType<IRepackingStep>().Select(step => (Names.Pascal(step.Label) + "Transposed", step.Transposed)));
            Constants(code, constants);
        }
    }

    /// <summary>The workspace of a whole batch: tables and repacked weights, then every result for all samples.</summary>
    private static void Whole(CodeWriter code, TrainingPlan training)
    {
        Schedule schedule = training.Schedule;
        code.Line();
        code.Line("/// <summary>The workspace of a gradient, with all samples of a batch in it: where each result starts.</summary>");
        using (code.Open("private static class Training"))
        {
            var constants = new List<(string Name, int Value)>
            {
                ("Block", schedule.Capacity), ("FixedLength", schedule.FixedLength), ("Length", schedule.Length), ("LengthWithInputGradient", training.LengthWithInputGradient),
            };
            constants.AddRange(schedule.Tables.Select(table => (table.Name, table.Offset)));
            constants.AddRange(schedule.Steps.OfType<IRepackingStep>().Select(step => (Names.Pascal(step.Label) + "Transposed", step.Transposed)));
            Constants(code, constants);
            code.Line();
            code.Line("/// <summary>The samples that there is room for: whole cache lines of anything.</summary>");
            code.Line("public static int Capacity(int samples) => (samples + 15) & ~15;");
            code.Line();
            foreach (BufferPlan buffer in schedule.Buffers)
                code.Line(Place(buffer.Name, buffer.Offset));
            code.Line(Place("Losses", training.Losses));
        }

        static string Place(string name, int offset) => $"public static int {name}(int capacity) => FixedLength + (capacity * {Text.Of(offset)});";
    }

    private static void Constants(CodeWriter code, IEnumerable<(string Name, int Value)> constants)
    {
        string[] declarations = constants.Select(constant => $"{constant.Name} = {Text.Of(constant.Value)}").ToArray();
        for (int first = 0; first < declarations.Length; first += PerLine)
            code.Line($"public const int {string.Join(", ", declarations.Skip(first).Take(PerLine))};");
    }

    private static HashSet<int> SharedBuffers(ModelPlan plan)
    {
        var shared = new HashSet<int>();
        foreach (Step step in plan.Prediction.Steps.Take(plan.SharedForward))
        {
            switch (step)
            {
                case ContractionStep contraction:
                    shared.Add(contraction.Output);
                    if (contraction.Saved >= 0)
                        shared.Add(contraction.Saved);
                    break;
                case MapStep map:
                    shared.Add(map.Output);
                    break;
                case IWritingStep writing:
                    shared.UnionWith(writing.Written);
                    break;
                case NormalizeStep normal:
                    shared.Add(normal.Output);
                    break;
                case ConcatStep concat:
                    shared.Add(concat.Output);
                    break;
            }
        }

        return shared;
    }
}
