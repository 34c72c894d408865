using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints where everything lies: parameters in the flat buffer, intermediate results in a workspace.</summary>
internal static class MemoryEmitter
{
    public static void Write(CodeWriter code, ModelPlan plan)
    {
        code.Line("/// <summary>Where each parameter, and in a gradient its gradient, starts.</summary>");
        using (code.Open("private static class Parameters"))
            Constants(
                code,
                plan.Parameters.Select(parameter => (Names.Pascal(parameter.Layer) + Names.Pascal(parameter.Role), parameter.Offset))
            );

        HashSet<int> shared = SharedBuffers(plan);
        if (shared.Count > 0)
        {
            code.Line();
            code.Line("/// <summary>Where the forward pass puts its results: predictions and gradients differ only in that.</summary>");
            using (code.Open("private interface IForwardMemory"))
                WrappedLines.Write(
                    code,
                    shared
                        .Select(buffer => plan.Prediction.Buffers[buffer].Name)
                        .Concat(plan.Prediction.Tables.Select(table => table.Name))
                        .Select(name => $"static abstract int {name} {{ get; }}")
                );
        }

        if (plan.SampleForm is null)
            Workspace(code, "Prediction", plan.Prediction, shared, losses: []);
        if (plan.Stream is { } stream)
            Workspace(code, "Stream", stream.Schedule, [], losses: []);
        if (plan.Training is not { } training)
            return;
        if (training.Evaluation is not { } evaluation)
        {
            Workspace(
                code,
                "Training",
                training.Schedule,
                shared,
                Losses(training, training.Schedule, training.Losses),
                training.LengthWithInputGradient
            );
            return;
        }

        Workspace(code, "Evaluation", evaluation.Schedule, shared, Losses(training, evaluation.Schedule, evaluation.Losses));
        Whole(code, training);
    }

    private static void Workspace(
        CodeWriter code,
        string name,
        Schedule schedule,
        HashSet<int> shared,
        IReadOnlyList<(string Name, int Value)> losses,
        int lengthWithInputGradient = 0
    )
    {
        code.Line();
        code.Line($"/// <summary>{Described(name)}: where each result starts.</summary>");
        using (code.Open(shared.Count > 0 ? $"private readonly struct {name} : IForwardMemory" : $"private static class {name}"))
        {
            WrappedLines.Write(
                code,
                shared
                    .Select(buffer => (schedule.Buffers[buffer].Name, schedule.Buffers[buffer].Offset))
                    .Concat(shared.Count == 0 ? [] : schedule.Tables.Select(table => (table.Name, table.Offset)))
                    .Select(place => $"public static int {place.Name} => {Text.Of(place.Offset)};")
            );
            var constants = new List<(string Name, int Value)> { ("Capacity", schedule.Capacity), ("Length", schedule.Length) };
            constants.AddRange(
                schedule.Buffers.Where((_, index) => !shared.Contains(index)).Select(buffer => (buffer.Name, buffer.Offset))
            );
            constants.AddRange(losses);
            if (lengthWithInputGradient > 0)
                constants.Insert(2, ("LengthWithInputGradient", lengthWithInputGradient));

            if (shared.Count == 0)
                constants.AddRange(schedule.Tables.Select(table => (table.Name, table.Offset)));

            constants.AddRange(Repacked(schedule));
            Constants(code, constants);
        }
    }

    private static IReadOnlyList<(string Name, int Value)> Losses(TrainingPlan training, Schedule schedule, int first) =>
        training
            .Heads.Select(
                (head, index) =>
                    (PassNames.LossesName(head.Name), first + (index * MemoryLayout.RoundUp(schedule.Capacity, MemoryLayout.WidestVector)))
            )
            .ToList();

    private static string Described(string name) =>
        name switch
        {
            "Prediction" => "The workspace of a prediction",
            "Evaluation" => "The workspace of a loss",
            "Stream" => "The memory of a stream",
            _ => "The workspace of a gradient",
        };

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
                ("Block", schedule.Capacity),
                ("FixedLength", schedule.FixedLength),
                ("Length", schedule.Length),
                ("LengthWithInputGradient", training.LengthWithInputGradient),
            };
            constants.AddRange(schedule.Tables.Select(table => (table.Name, table.Offset)));
            constants.AddRange(Repacked(schedule));
            Constants(code, constants);
            code.Line();
            code.Line("/// <summary>The samples that there is room for: whole cache lines of anything.</summary>");
            code.Line("public static int Capacity(int samples) => (samples + 15) & ~15;");
            code.Line();
            foreach (BufferPlan buffer in schedule.Buffers)
                code.Line(Place(buffer.Name, buffer.Offset));
            for (int head = 0; head < training.Heads.Count; head++)
                code.Line(Place(PassNames.LossesName(training.Heads[head].Name), training.Losses + head));
        }

        static string Place(string name, int offset) =>
            $"public static int {name}(int capacity) => FixedLength + (capacity * {Text.Of(offset)});";
    }

    private static void Constants(CodeWriter code, IEnumerable<(string Name, int Value)> constants)
    {
        (string Name, int Value)[] all = constants.ToArray();
        if (all.Length == 0)
            return;
        string[] lines = WrappedLines
            .Of(all.Select((constant, index) => $"{constant.Name} = {Text.Of(constant.Value)}{(index == all.Length - 1 ? ";" : ",")}"))
            .ToArray();
        code.Line("public const int" + (lines.Length == 1 ? " " + lines[0] : string.Empty));
        if (lines.Length > 1)
            code.Indented(string.Join("\n", lines));
    }

    private static IEnumerable<(string Name, int Value)> Repacked(Schedule schedule) =>
        schedule.Steps.SelectMany(step => step.Repackings).Select(repacking => (repacking.Name, repacking.Place));

    private static HashSet<int> SharedBuffers(ModelPlan plan) =>
        [.. plan.Prediction.Steps.Take(plan.SharedForward).SelectMany(step => step.Written)];
}
