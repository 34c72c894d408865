using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints the phases of a gradient over a whole batch: between two of them, what normalisations need of all samples is combined. Within a
/// phase threads share the samples by blocks.
/// </summary>
internal sealed class WholeBatchEmitter(TrainingPlan training, PassNames names, StepMethodEmitter methods, VectorTypes types)
{
    /// <summary>Prints the methods of the phases; returns those of the forward pass, and those of the loss and the backward pass.</summary>
    public (PhaseList Forward, PhaseList Backward) Phases(CodeWriter code)
    {
        PhaseList forward = new(),
            backward = new();
        Step[] propagate = training.Schedule.Steps.Take(training.PropagateCount).ToArray();

        // Where the two halves of a gradient may be apart, no phase has steps of both.
        int half = training.HasForwardPass ? training.ForwardCount : 0;
        for (int first = 0, number = 1; first < propagate.Length; number++)
        {
            Domain domain = propagate[first].Domain;
            PhaseList phases = first < half ? forward : backward;
            int end = first < half ? half : propagate.Length;
            Step[] run = propagate.Take(end).Skip(first).TakeWhile(step => step.Domain == domain).ToArray();
            first += run.Length;
            if (domain == Domain.Boundary)
                phases.Add(Boundary(code, run, number), isAlone: true);
            else
                phases.Add(Samples(code, run, number));
        }

        return (forward, backward);
    }

    private Action Samples(CodeWriter code, Step[] run, int number)
    {
        string summary =
            $"{(run.Any(step => step.IsLoss) ? "The loss, and what" : "What")} is computed of each sample between two boundaries.";
        IReadOnlyList<StepCall> calls = methods.Write(code, "Phase" + Text.Of(number), summary, names, run);
        return () =>
        {
            code.Line("(int start, int count) = Share.Samples(batch.Samples, part, parts);");
            using (code.Open("for (int end = start + count; start < end; start += Training.Block)"))
            {
                code.Line("int samples = Math.Min(Training.Block, end - start);");
                foreach (StepCall call in calls)
                    code.Line(call.For(names.Memory));
            }
        };
    }

    private Action Boundary(CodeWriter code, Step[] run, int number)
    {
        string name = "Boundary" + Text.Of(number);
        code.Line();
        code.Line("/// <summary>What is combined of all samples.</summary>");
        code.Line(CompilationHint.Pass);
        using (code.Open($"private static void {name}{types.List}(in BatchMemory batch)", types.Constraints))
            StepPrinter.Body(code, names, run, areApart: false);
        return () => code.Line($"{name}{types.List}(in batch);");
    }
}
