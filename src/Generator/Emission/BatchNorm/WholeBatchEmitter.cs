using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints a gradient over a whole batch, in phases: between two of them, what normalisations need of all samples is combined. Within a phase threads share the samples by blocks.
/// </summary>
internal sealed class WholeBatchEmitter(ModelPlan plan, TrainingPlan training, BatchNormEmitter norms, StepMethodEmitter steps, VectorTypes types)
{
    private const string Memory = "Training";

    private Schedule Schedule => training.Schedule;

    /// <summary>Prints the method that runs the gradient.</summary>
    public void Gradient(CodeWriter code, string parameters, Action clearGaps)
    {
        using (code.Open($"private static float Gradient{types.List}({parameters})", types.Constraints))
        {
            code.Line("int capacity = Training.Capacity(samples);");
            code.Line(training.ScaleOutputs == 1 ? "double mean = 1.0 / samples;" : $"double mean = 1.0 / ((double)samples * {Text.Of(training.ScaleOutputs)});");
            clearGaps();
            norms.RunningTables(code, Schedule, Memory);
            BatchMemoryEmitter.Loss(code, isWhole: true, withGradient: true, withNoise: plan.HasNoise);
            code.Line($"WorkerTeam.Run<GradientWork{types.List}>(in batch, degree, samples * {Text.Of(3 * plan.Layers.Sum(layer => layer.ForwardFlops))}L);");
            if (training.InputGradient >= 0)
            {
                code.Line("if (!inputGradient.IsEmpty)");
                code.Indented($"Rows.Copy(workspace[{Schedule.Place(Memory, training.InputGradient)}..], {Text.Of(Schedule.Buffers[training.InputGradient].Stride)}, inputGradient, InputSize, samples);");
            }

            code.Line();
            code.Line("// once for each gradient, when nothing can go wrong any more");
            norms.Follow(code, Schedule, Memory);
            code.Line($"return (float)(Rows.Sum(workspace.Slice({Schedule.Place(Memory, "Losses")}, samples)) * mean);");
        }
    }

    /// <summary>Prints the phases of the gradient.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="repack">Whether weights are repacked first.</param>
    /// <param name="sums">Whether gradients of parameters come last.</param>
    public void Work(CodeWriter code, bool repack, bool sums)
    {
        var phases = new List<Action>();
        var alone = new List<int>();
        if (repack)
            phases.Add(() => code.Line("Repack(in batch, part, parts);"));
        Step[] propagate = Schedule.Steps.Take(training.PropagateCount).ToArray();
        for (int first = 0, number = 1; first < propagate.Length; number++)
        {
            bool isBoundary = propagate[first] is IBoundaryStep;
            Step[] run = propagate.Skip(first).TakeWhile(step => step is IBoundaryStep == isBoundary).ToArray();
            first += run.Length;
            if (isBoundary)
                Alone(Boundary(code, run, number));
            else
                phases.Add(Samples(code, run, number));
        }

        if (sums)
            phases.Add(() => code.Line($"ParameterGradients{types.List}(in batch, part, parts);"));
        PhasesEmitter.Write(code, "GradientWork", types, phases, alone);

        void Alone(Action phase)
        {
            alone.Add(phases.Count);
            phases.Add(phase);
        }
    }

    private Action Samples(CodeWriter code, Step[] run, int number)
    {
        IReadOnlyList<StepCall> calls = steps.Write(code, "Phase" + Text.Of(number), $"{(run.Any(step => step.Label == "loss") ? "The loss, and what" : "What")} is computed of each sample between two boundaries.", Schedule, Memory, run);
        return () =>
        {
            code.Line("(int start, int count) = Share.Samples(batch.Samples, part, parts);");
            using (code.Open("for (int end = start + count; start < end; start += Training.Block)"))
            {
                code.Line("int samples = Math.Min(Training.Block, end - start);");
                foreach (StepCall call in calls)
                    code.Line(call.For(Memory));
            }
        };
    }

    private Action Boundary(CodeWriter code, Step[] run, int number)
    {
        var body = new CodeWriter();
        foreach (Step step in run)
            StepMethodEmitter.OnRequest(body, step, () => norms.Boundary(body, Schedule, Memory, step));

        string name = "Boundary" + Text.Of(number);
        code.Line();
        code.Line("/// <summary>What is combined of all samples.</summary>");
        using (code.Open($"private static void {name}{types.List}(in BatchMemory batch)", types.Constraints))
            StepMethodEmitter.WithLocals(code, body.ToString());
        return () => code.Line($"{name}{types.List}(in batch);");
    }
}
