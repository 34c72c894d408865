using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the loss and the gradient: for each sample forwards and backwards, then the sums over the samples.</summary>
internal sealed class GradientEmitter(
    ModelPlan plan,
    TrainingPlan training,
    TypeTable generated,
    StepMethodEmitter methods,
    VectorTypes types,
    IReadOnlyList<StepCall> shared
)
{
    private readonly PassNames _names = new(plan, training.Schedule, "Training", generated);
    private readonly LossMethodEmitter _loss = new(plan, training, types);

    private ForwardPassEmitter? Halves => training.HasForwardPass ? new(plan, training, _names, types) : null;

    private IEnumerable<Step> Propagate => training.Schedule.Steps.Take(training.PropagateCount);

    private IReadOnlyList<Step> Sums => training.Schedule.Steps.Skip(training.PropagateCount).ToList();

    private bool Repacks => training.Schedule.Steps.Any(step => step.Repackings.Count > 0);

    public void Write(CodeWriter code)
    {
        if (training.Evaluation is { } evaluation)
            WholeBatch(code, evaluation);
        else
            Parts(code);
    }

    private void Parts(CodeWriter code)
    {
        Step[] forward = Propagate.Take(training.ForwardCount).Skip(plan.SharedForward).ToArray();
        Step[] backward = Propagate.Skip(training.ForwardCount).ToArray();

        // A copy comes before a loss that works in place on values that others still read.
        int loss = Array.FindLastIndex(backward, step => step.IsLoss) + 1;
        StraightLineGradientEmitter? small = plan.SampleGradient is { } gradient
            ? new StraightLineGradientEmitter(plan, training, gradient, generated, types)
            : null;

        Entries(code);
        IReadOnlyList<StepCall> forwardCalls = small is not null
            ? [new(small.Forward(code), Output: null)]
            :
            [
                .. shared,
                .. methods.Write(
                    code,
                    "TrainingForward",
                    "The forward pass of a gradient, which keeps what the backward pass reads.",
                    _names,
                    forward
                ),
            ];
        IReadOnlyList<StepCall> lossCalls = methods.Write(
            code,
            "Loss",
            "The loss of each sample, and where the gradient starts.",
            _names,
            backward.Take(loss).ToList()
        );
        IReadOnlyList<StepCall> backwardCalls = small is not null
            ? [new(small.Backward(code), Output: null)]
            : methods.Write(
                code,
                "Backward",
                "The gradient of each sample, from the loss to the input.",
                _names,
                backward.Skip(loss).ToList(),
                inGradientOnly: true
            );
        Repack(code);
        bool sums = small is null && Sums.Count > 0;
        if (sums)
            ParameterGradients(code);
        var lossPhases = new PhaseList();
        lossPhases.Add(() => StepMethodEmitter.Samples(code, training.Schedule, "Training", [.. forwardCalls, .. lossCalls]));
        PhasesEmitter.Write(code, "LossWork", types, lossPhases);
        Work(code, Phases(code, [.. forwardCalls, .. lossCalls, .. backwardCalls]), sums);
        if (Halves is { } halves)
            halves.WriteWorks(code, Phases(code, forwardCalls), Framed(code, Phases(code, [.. lossCalls, .. backwardCalls]), sums));
    }

    private void Entries(CodeWriter code)
    {
        code.Line();
        code.Line("/// <summary>The floats of a gradient's workspace.</summary>");
        code.Line(
            "public static int WorkspaceLength(bool withInputGradient) => withInputGradient ? Training.LengthWithInputGradient : "
                + "Training.Length;"
        );
        code.Line();
        _loss.Write(code, _names, withGradient: false);
        code.Line();
        _loss.Write(code, _names, withGradient: true);
        Halves?.WriteMethods(code);
    }

    /// <summary>A loss over parts of the batch, and a gradient over the whole of it.</summary>
    private void WholeBatch(CodeWriter code, LossPlan evaluation)
    {
        PassNames names = new(plan, evaluation.Schedule, "Evaluation", generated);
        code.Line();
        code.Line("/// <summary>The floats of a loss's workspace.</summary>");
        code.Line("public static int LossWorkspaceLength => Evaluation.Length;");
        code.Line();
        code.Line("/// <summary>The floats of the workspace of a gradient, which has all samples in it.</summary>");
        code.Line("public static long WorkspaceLength(int samples, bool withInputGradient) =>");
        code.Indented(
            "Training.FixedLength + ((long)Training.Capacity(samples) * (withInputGradient ? Training.LengthWithInputGradient : "
                + "Training.Length));"
        );
        code.Line();
        _loss.Write(code, names, withGradient: false);
        code.Line();
        var whole = new WholeBatchEmitter(training, _names, methods, types);
        _loss.WriteWhole(code, _names);
        Halves?.WriteMethods(code);
        EquatableArray<Step> steps = evaluation.Schedule.Steps;
        IReadOnlyList<StepCall> lossCalls =
        [
            .. shared,
            .. methods.Write(
                code,
                "EvaluationForward",
                "The forward pass of a loss.",
                names,
                steps.Take(evaluation.ForwardCount).Skip(plan.SharedForward).ToList()
            ),
            .. methods.Write(code, "Loss", "The loss of each sample.", names, steps.Skip(evaluation.ForwardCount).ToList()),
        ];
        Repack(code);
        if (Sums.Count > 0)
            ParameterGradients(code);
        var lossPhases = new PhaseList();
        lossPhases.Add(() => StepMethodEmitter.Samples(code, evaluation.Schedule, "Evaluation", lossCalls));
        PhasesEmitter.Write(code, "LossWork", types, lossPhases);
        (PhaseList forward, PhaseList backward) = whole.Phases(code);
        var both = new PhaseList();
        both.Add(forward);
        both.Add(backward);
        Work(code, both, Sums.Count > 0);
        Halves?.WriteWorks(code, forward, Framed(code, backward, Sums.Count > 0));
    }

    /// <summary>The transposed weights that input gradients read.</summary>
    private void Repack(CodeWriter code)
    {
        if (!Repacks)
            return;
        code.Line();
        code.Line(
            "/// <summary>Repacks the weights for the input gradients: lanes of inputs instead of outputs; shared among threads "
                + "by panels.</summary>"
        );
        code.Line(CompilationHint.Pass);
        using (code.Open("private static void Repack(in BatchMemory batch, int part, int parts)"))
        {
            Repack(code, isShared: true);

            // The window of a convolution is small: to turn it is not worth sharing.
            if (training.Schedule.Steps.All(step => step.Repackings.All(repacking => repacking.IsShared)))
                return;
            using (code.Open("if (part == 0)"))
                Repack(code, isShared: false);
        }
    }

    private void Repack(CodeWriter code, bool isShared)
    {
        foreach (Step step in training.Schedule.Steps)
        foreach (Repacking repacking in step.Repackings.Where(repacking => repacking.IsShared == isShared))
            Repack(code, step, repacking);
    }

    private void Repack(CodeWriter code, Step step, Repacking repacking)
    {
        string call = StepPrinter.Text(_names, repacking.Call);
        if (step.ForInputGradient)
            code.Line("if (batch.WithInputGradient)");
        if (step.ForInputGradient)
            code.Indented(call);
        else
            code.Line(call);
    }

    private void ParameterGradients(CodeWriter code)
    {
        code.Line();
        code.Line(
            "/// <summary>The gradients of the parameters: sums over the samples, shared among threads by blocks of each weight.</summary>"
        );
        code.Line(CompilationHint.Pass);
        using (
            code.Open($"private static void ParameterGradients{types.List}(in BatchMemory batch, int part, int parts)", types.Constraints)
        )
            StepPrinter.Body(code, _names, Sums);
    }

    private void Work(CodeWriter code, PhaseList propagate, bool sums) =>
        PhasesEmitter.Write(code, "GradientWork", types, Framed(code, propagate, sums));

    // What comes before the phases of the samples, and after them.
    private PhaseList Framed(CodeWriter code, PhaseList propagate, bool sums)
    {
        var phases = new PhaseList();
        if (Repacks)
            phases.Add(() => code.Line("Repack(in batch, part, parts);"));
        phases.Add(propagate);
        if (sums)
            phases.Add(() => code.Line($"ParameterGradients{types.List}(in batch, part, parts);"));
        return phases;
    }

    /// <summary>
    /// The phases of a pass. Threads share samples, each of which goes through as many steps as possible in one phase; but a product with a
    /// large weight is a phase of its own, which they share by outputs.
    /// </summary>
    private PhaseList Phases(CodeWriter code, IReadOnlyList<StepCall> calls)
    {
        var phases = new PhaseList();
        for (int first = 0; first < calls.Count; )
        {
            if (calls[first].Output is { } output)
            {
                phases.Add(() => StepPrinter.Part(code, _names, output));
                first++;
                continue;
            }

            List<StepCall> run = calls.Skip(first).TakeWhile(call => call.Output is null).ToList();
            phases.Add(() => StepMethodEmitter.Samples(code, training.Schedule, "Training", run));
            first += run.Count;
        }

        return phases;
    }
}
